import { setImmediate } from 'node:timers/promises'
import type { Statement } from 'better-sqlite3'
import type { Database } from '../database.ts'
import { halfDayMs } from '../time-steps.ts'
import { type Block, Blocks } from './blocks.ts'
import { fromBlob, type Section, toWords, words } from './entries.ts'
import { Kept } from './kept.ts'
import type { Look } from './look.ts'
import { LookMatch } from './look-match.ts'
import { phraseWords } from './pack.ts'
import type { PackRow, PackSource, Packs } from './packs.ts'

const keptPackBytes = 2 * 1024 * 1024
/** For all searches: of five million alerts in a month the half days and hours of what holds for all of them. */
const keptBlockBytes = 40 * 1024 * 1024
/** What one types letter by letter is asked for once, but several may be looking. */
const keptLooks = 4

/** How long looking may hold up the engine's thread at a time. */
const sliceMs = 8

/** The counts of the packs for which a look holds; joined like those of all (see blocks.ts). */
export class Search implements PackSource {
  readonly blocks: Blocks
  readonly match: LookMatch
  readonly #packs: Packs
  readonly #read: Statement<[number], { sections: Buffer; phrases: Buffer }>
  readonly #kept = new Kept<number, readonly Section[]>(keptPackBytes)

  constructor(db: Database, packs: Packs, look: Look, kept: Kept<string, Block>) {
    this.#packs = packs
    this.#read = db.prepare('SELECT sections, phrases FROM tally_pack WHERE id = ?')
    this.match = new LookMatch(db, look)
    this.blocks = new Blocks(this, kept, JSON.stringify(look))
  }

  begin(): void {
    this.#kept.begin()
  }

  all(): readonly PackRow[] {
    return this.#packs.all()
  }

  get(id: number): readonly Section[] {
    const kept = this.#kept.get(id)
    if (kept) return kept
    this.match.refresh()
    const row = this.#read.get(id)
    if (!row) return []
    const phrases = toWords(row.phrases)
    const sections: Section[] = []
    let at = 0
    for (const { start, span, entries } of fromBlob(row.sections)) {
      const found = this.match.entriesOf(entries, phrases, at)
      if (found.length > 0) sections.push({ start, span, entries: found })
      at += (entries.length / words) * phraseWords
    }
    const bytes = sections.reduce((sum, { entries }) => sum + entries.byteLength, 0)
    this.#kept.set(id, sections, bytes)
    return sections
  }

  /**
   * Looks in [from, to) in short slices, so that the first answer over a long range holds up nothing
   * else; what was found is kept, so that the answer itself is quick. Ends early with the signal.
   */
  async prepare(from: number, to: number, signal?: AbortSignal): Promise<void> {
    let began = performance.now()
    const rest = async () => {
      if (performance.now() - began < sliceMs) return
      await setImmediate()
      began = performance.now()
    }
    while (this.match.step() && !signal?.aborted) await rest()
    for (let end = Math.ceil(to / halfDayMs) * halfDayMs; end > from; end -= halfDayMs) {
      const start = end - halfDayMs
      await rest()
      if (signal?.aborted) return
      if (this.blocks.has(start, halfDayMs)) continue
      for (const { id, first, last } of this.all()) {
        if (last < start || first >= end) continue
        if (signal?.aborted) return
        this.get(id)
        await rest()
      }
      this.blocks.warm(start, end, halfDayMs)
      await rest()
    }
  }
}

/** The searches of late, by what they look for. */
export class Searches {
  readonly #db: Database
  readonly #packs: Packs
  readonly #byLook = new Map<string, Search>()
  readonly #kept = new Kept<string, Block>(keptBlockBytes)

  constructor(db: Database, packs: Packs) {
    this.#db = db
    this.#packs = packs
  }

  for(look: Look): Search {
    const key = JSON.stringify(look)
    const search = this.#byLook.get(key) ?? new Search(this.#db, this.#packs, look, this.#kept)
    this.#byLook.delete(key)
    this.#byLook.set(key, search)
    const [oldest] = this.#byLook.keys()
    if (oldest !== undefined && this.#byLook.size > keptLooks) this.#byLook.delete(oldest)
    return search
  }
}
