import type { Statement } from 'better-sqlite3'
import type { Database } from '../database.ts'
import { fromBlob, type Section } from './entries.ts'
import { Kept } from './kept.ts'

/** Memory the packs as they are may take: a busy day's; longer ranges are read joined (see blocks.ts). */
const keptBytes = 16 * 1024 * 1024

/** What is known of a pack without reading it. Its id is never given twice. */
export interface PackRow {
  readonly id: number
  readonly source: number
  /** its first and last quarter */
  readonly first: number
  readonly last: number
}

/** Tells one set of packs from another. As ids only grow, two sets of which one grew from the other differ in this. */
export interface PackState {
  readonly count: number
  readonly newest: number
}

/** Packs and the counts in them. */
export interface PackSource {
  /** Tells that a pass over many packs begins: what none of it asks for may leave the memory. */
  begin(): void
  /** All packs, the oldest id first: the same list as long as none came or went. */
  all(): readonly PackRow[]
  get(id: number): readonly Section[]
}

/** The packs there are, and all counts in them. What was read of one is right for ever. */
export class Packs implements PackSource {
  readonly #state: Statement<[], PackState>
  readonly #rows: Statement<[], PackRow>
  readonly #read: Statement<[number], { sections: Buffer }>
  readonly #kept = new Kept<number, readonly Section[]>(keptBytes)
  #known: PackState = { count: 0, newest: 0 }
  #list: readonly PackRow[] = []

  constructor(db: Database) {
    this.#state = db.prepare('SELECT count(*) AS count, coalesce(max(id), 0) AS newest FROM tally_pack')
    this.#rows = db.prepare(
      `SELECT id, source_id AS source, first_quarter AS first, last_quarter AS last
       FROM tally_pack INDEXED BY tally_pack_quarters ORDER BY id`,
    )
    this.#read = db.prepare('SELECT sections FROM tally_pack WHERE id = ?')
  }

  begin(): void {
    this.#kept.begin()
  }

  all(): readonly PackRow[] {
    const state = this.#state.get() ?? { count: 0, newest: 0 }
    if (state.count !== this.#known.count || state.newest !== this.#known.newest) {
      this.#list = this.#rows.all()
      this.#known = state
    }
    return this.#list
  }

  get(id: number): readonly Section[] {
    const kept = this.#kept.get(id)
    if (kept) return kept
    const blob = this.#read.get(id)?.sections ?? Buffer.alloc(0)
    const sections = fromBlob(blob)
    this.#kept.set(id, sections, blob.byteLength)
    return sections
  }
}
