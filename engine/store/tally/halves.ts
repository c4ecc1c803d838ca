import type { Database } from '../database.ts'
import { halfDayMs } from '../time-steps.ts'
import type { Chunk } from './chunks.ts'
import { kindOf, type LooseRow, mostKinds, offsetOf, sectionOf, unitOf, words } from './entries.ts'
import type { Packs } from './packs.ts'

interface PackRow {
  readonly id: number
  readonly source: number
  readonly first: number
  readonly last: number
}

interface Half {
  /** ids of the packs it was joined from: as these never change, it is right as long as they are the same */
  readonly packs: string
  readonly chunks: readonly Chunk[]
}

/** Half days kept in memory: ten years of them are few, a busy month takes some megabytes. */
const keptAtMost = 1_000

/**
 * The packed tallies of whole half days, joined by origin and kind: an address that comes all day is one entry, and a
 * pass over a month walks memory in order. Made when first asked for.
 */
export class Halves {
  readonly #db: Database
  readonly #packs: Packs
  readonly #kept = new Map<number, Half>()

  constructor(db: Database, packs: Packs) {
    this.#db = db
    this.#packs = packs
  }

  /** Chunks of [from, to), both on half days; oldest first. */
  in(from: number, to: number): Chunk[] {
    const rows = this.#db
      .prepare<[number, number], PackRow>(
        `SELECT id, source_id AS source, first_quarter AS first, last_quarter AS last FROM tally_pack
         WHERE last_quarter >= ? AND first_quarter < ?`,
      )
      .all(from, to)
    const chunks: Chunk[] = []
    for (let start = from; start < to; start += halfDayMs) {
      const own = rows.filter(({ first, last }) => last >= start && first < start + halfDayMs)
      if (own.length > 0) chunks.push(...this.#half(start, own))
    }
    return chunks
  }

  #half(start: number, rows: readonly PackRow[]): readonly Chunk[] {
    const packs = rows.map(({ id }) => id).join()
    const kept = this.#kept.get(start)
    if (kept?.packs === packs) return kept.chunks
    const chunks = [...Map.groupBy(rows, ({ source }) => source)].map(([sourceId, own]) => ({
      sourceId,
      ...sectionOf(this.#joined(start, own), start, halfDayMs),
    }))
    if (this.#kept.size >= keptAtMost) this.#kept.clear()
    this.#kept.set(start, { packs, chunks })
    return chunks
  }

  #joined(start: number, rows: readonly PackRow[]): LooseRow[] {
    const joined = new Map<
      number,
      [start: number, origin: number, kind: number, offset: number, count: number]
    >()
    for (const { id } of rows) {
      for (const section of this.#packs.get(id)) {
        if (section.start < start || section.start >= start + halfDayMs) continue
        const { entries } = section
        for (let i = 0; i < entries.length; i += words) {
          const origin = entries[i] ?? 0
          const word = entries[i + 1] ?? 0
          const offset = section.start - start + offsetOf(word) * unitOf(section.span)
          const count = entries[i + 2] ?? 0
          const key = origin * mostKinds + kindOf(word)
          const known = joined.get(key)
          if (known) {
            known[3] = Math.max(known[3], offset)
            known[4] += count
          } else joined.set(key, [start, origin, kindOf(word), offset, count])
        }
      }
    }
    return [...joined].sort(([a], [b]) => a - b).map(([, row]) => row)
  }
}
