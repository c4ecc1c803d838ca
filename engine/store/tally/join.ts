import { entryWord, kindOf, mostKinds, offsetOf, type Section, unitOf, words } from './entries.ts'

/**
 * Joins sections: counts of one origin and kind become one, in the order of the origins. Its tables are made once, as
 * wide as the highest origin, and left empty after each use.
 */
export class Joiner {
  /** by origin: one more than the place of its last entry; 0 has none */
  #last = new Uint32Array(1024)
  readonly #countOf = new Float64Array(mostKinds)
  readonly #offsetOf = new Float64Array(mostKinds)

  /** @param span milliseconds from `start` that hold all of the sections */
  join(sections: readonly Section[], start: number, span: number): Section {
    const all = flat(sections, start)
    const { previous, origins } = this.#chained(all)
    const entries = new Uint32Array((all.length / wide) * words)
    let length = 0
    for (const origin of origins) {
      length = this.#write(entries, length, { origin, all, previous, unit: unitOf(span) })
      this.#last[origin] = 0
    }
    return { start, span, entries: entries.slice(0, length) }
  }

  /** The entries of each origin as a chain, and the origins in order. */
  #chained(all: Float64Array): { previous: Uint32Array; origins: Uint32Array } {
    const previous = new Uint32Array(all.length / wide)
    const origins = new Uint32Array(all.length / wide)
    let found = 0
    for (let at = 0; at < previous.length; at++) {
      const origin = all[at * wide] ?? 0
      if (origin >= this.#last.length) this.#grow(origin * 2)
      const before = this.#last[origin] ?? 0
      if (before === 0) origins[found++] = origin
      previous[at] = before
      this.#last[origin] = at + 1
    }
    return { previous, origins: origins.subarray(0, found).sort() }
  }

  #grow(length: number): void {
    const grown = new Uint32Array(length)
    grown.set(this.#last)
    this.#last = grown
  }

  /** Sums the chain of an origin and writes an entry for each of its kinds. Answers where the next begins. */
  #write(
    entries: Uint32Array,
    begin: number,
    {
      origin,
      all,
      previous,
      unit,
    }: { origin: number; all: Float64Array; previous: Uint32Array; unit: number },
  ): number {
    let end = begin
    for (let next = this.#last[origin] ?? 0; next !== 0; next = previous[next - 1] ?? 0) {
      const at = (next - 1) * wide
      const kind = all[at + 1] ?? 0
      const offset = all[at + 2] ?? 0
      if (this.#countOf[kind] === 0) {
        entries[end + 1] = kind
        end += words
        this.#offsetOf[kind] = offset
      } else if (offset > (this.#offsetOf[kind] ?? 0)) this.#offsetOf[kind] = offset
      this.#countOf[kind] = (this.#countOf[kind] ?? 0) + (all[at + 3] ?? 0)
    }
    for (let at = begin; at < end; at += words) {
      const kind = entries[at + 1] ?? 0
      entries[at] = origin
      entries[at + 1] = entryWord(kind, this.#offsetOf[kind] ?? 0, unit)
      entries[at + 2] = this.#countOf[kind] ?? 0
      this.#countOf[kind] = 0
    }
    return end
  }
}

/** Origin, kind, milliseconds from the start, count. */
const wide = 4

function flat(sections: readonly Section[], start: number): Float64Array {
  const all = new Float64Array(sections.reduce((sum, { entries }) => sum + entries.length / words, 0) * wide)
  let at = 0
  for (const { entries, span, start: own } of sections) {
    const unit = unitOf(span)
    for (let i = 0; i < entries.length; i += words) {
      const word = entries[i + 1] ?? 0
      all[at] = entries[i] ?? 0
      all[at + 1] = kindOf(word)
      all[at + 2] = own - start + offsetOf(word) * unit
      all[at + 3] = entries[i + 2] ?? 0
      at += wide
    }
  }
  return all
}
