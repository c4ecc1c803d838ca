import type { Statement } from 'better-sqlite3'
import type { Database } from '../database.ts'
import { allOf, rowConditions, type SqlValue } from '../filter-sql.ts'
import { StatementCache } from '../statement-cache.ts'
import { floorTo, quarterMs } from '../time-steps.ts'
import type { Chunk } from './blocks.ts'
import { entryWord, unitOf } from './entries.ts'
import type { Kinds } from './kinds.ts'
import type { Look } from './look.ts'
import type { LookMatch } from './look-match.ts'

type LooseTally = readonly [
  source: number,
  quarter: number,
  origin: number,
  kind: number,
  path: number,
  answer: number,
  lastOffset: number,
  count: number,
]

type AlertRow = readonly [
  time: number,
  source: number,
  origin: number,
  type: string,
  severity: number,
  signature: string,
  count: number,
  lastTime: number,
]

/** Counts that are not packed: the loose tallies, and the alerts themselves where a range begins or ends in a quarter. */
export class Rows {
  readonly #db: Database
  readonly #kinds: Kinds
  readonly #loose: Statement<[number, number], LooseTally>
  readonly #alerts = new StatementCache<AlertRow>()

  constructor(db: Database, kinds: Kinds) {
    this.#db = db
    this.#kinds = kinds
    this.#loose = db
      .prepare<[number, number], LooseTally>(
        `SELECT source_id, quarter, origin_id, kind, path_id, answer_id, last_offset, count FROM tally
         WHERE quarter >= ? AND quarter < ?`,
      )
      .raw(true)
  }

  /** @param match what must hold for what is counted */
  loose(from: number, to: number, match: LookMatch | undefined): Chunk[] {
    match?.refresh()
    const chunks = new ChunkMaker(quarterMs)
    for (const row of this.#loose.all(from, to)) {
      const [source, quarter, origin, kind, path, answer, offset, count] = row
      if (match && !match.holds(origin, kind, path, answer)) continue
      chunks.add(source, quarter, origin, entryWord(kind, offset, unitOf(quarterMs)), count)
    }
    return chunks.made()
  }

  alerts(from: number, to: number, step: number, look: Look | undefined): Chunk[] {
    if (from >= to) return []
    const where = allOf(rowConditions(look ?? {}))
    this.#kinds.all()
    const chunks = new ChunkMaker(step)
    const params: SqlValue[] = [from, to, ...where.params]
    const rows = this.#alerts
      .for(
        this.#db,
        `SELECT time, source_id, origin_id, type, severity, signature, count, last_time FROM alert
         WHERE time >= ? AND time < ? AND (${where.text})`,
      )
      .raw(true)
      .all(...params)
    for (const [time, source, origin, type, severity, signature, count, lastTime] of rows) {
      const start = floorTo(time, step)
      const kind = this.#kinds.idOf(type, severity, signature)
      chunks.add(source, start, origin, entryWord(kind, lastTime - start, unitOf(step)), count)
    }
    return chunks.made()
  }
}

/** Gathers counts by their source and stretch of time. */
class ChunkMaker {
  readonly #span: number
  readonly #bySource = new Map<number, Map<number, number[]>>()

  constructor(span: number) {
    this.#span = span
  }

  add(source: number, start: number, origin: number, word: number, count: number): void {
    const byStart = this.#bySource.get(source) ?? new Map<number, number[]>()
    if (byStart.size === 0) this.#bySource.set(source, byStart)
    const entries = byStart.get(start)
    if (entries) entries.push(origin, word, count)
    else byStart.set(start, [origin, word, count])
  }

  made(): Chunk[] {
    return [...this.#bySource].flatMap(([sourceId, byStart]) =>
      [...byStart].map(([start, entries]) => ({
        sourceId,
        isSettled: false,
        start,
        span: this.#span,
        entries: Uint32Array.from(entries),
      })),
    )
  }
}
