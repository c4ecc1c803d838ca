import type { Statement } from 'better-sqlite3'
import { anomalySignature } from '../../../contract/rules.ts'
import type { Database } from '../database.ts'
import { floorTo, minuteMs } from '../time-steps.ts'
import type { GroupChange } from './changes.ts'

/** Lines of a group that are kept, sealed: those with the highest scores. */
export const examplesKept = 20

export interface SealedExample {
  readonly time: number
  readonly score: number
  readonly sealed: string
}

/** What an anomaly repeats, where there is one: see `coalesce.ts`. */
export interface Repeatable {
  readonly sourceIp: string
  readonly time: number
  /** of its severity */
  readonly rank: number
  readonly sourceId: number
}

/** Reads the lines beyond the budget: one alert a day stands for them. */
export class GroupStore {
  readonly #db: Database
  readonly #ofDay: Statement<[number]>
  readonly #repeated: Statement<[string, number, number, string, number, number]>

  constructor(db: Database) {
    this.#db = db
    this.#ofDay = db.prepare('SELECT 1 FROM anomaly_group WHERE day = ?')
    // Both are asked for every line of a burst.
    this.#repeated = db.prepare(
      `SELECT 1 FROM alert INDEXED BY alert_origin_time
       WHERE origin_id IN (SELECT id FROM origin WHERE source_ip = ?) AND time >= ? AND time < ?
         AND type = 'anomaly' AND signature = ? AND severity = ? AND source_id = ? LIMIT 1`,
    )
  }

  /** Whether a day has an alert that its lines are grouped under. */
  has(day: number): boolean {
    return this.#ofDay.get(day) !== undefined
  }

  /** Whether there is an anomaly of its own that this one would be counted on. */
  isRepeat({ sourceIp, time, rank, sourceId }: Repeatable): boolean {
    const minute = floorTo(time, minuteMs)
    const found = this.#repeated.get(sourceIp, minute, minute + minuteMs, anomalySignature, rank, sourceId)
    return found !== undefined
  }

  /** The last line grouped under an alert, and the kept ones; undefined where it stands for itself alone. */
  linesOf(alertId: number): { lastTime: number; examples: SealedExample[] } | undefined {
    const last = this.#db
      .prepare<[number], { time: number | null }>(
        'SELECT max(last_time) AS time FROM anomaly_group WHERE alert_id = ? AND count > 0',
      )
      .get(alertId)
    if (last?.time === null || last === undefined) return undefined
    const examples = this.#db
      .prepare<[number, number], SealedExample>(
        `SELECT l.time, l.score, l.sealed FROM anomaly_group_line l JOIN anomaly_group g ON g.day = l.day
         WHERE g.alert_id = ? ORDER BY l.score DESC, l.day, l.number LIMIT ?`,
      )
      .all(alertId, examplesKept)
    return { lastTime: last.time, examples }
  }
}

/**
 * Answers the function that writes a group's lines; call it within a transaction, after the alerts of its batch.
 * @param idOf the alert written for a key, see `coalesce.ts`
 */
export function groupWriter(db: Database): (change: GroupChange, idOf: (key: string) => number) => number {
  const open = db.prepare('INSERT INTO anomaly_group (day, alert_id, count, last_time) VALUES (?, ?, 0, 0)')
  const read = db.prepare<[number], { id: number; count: number }>(
    'SELECT alert_id AS id, count FROM anomaly_group WHERE day = ?',
  )
  const add = db.prepare(
    'UPDATE anomaly_group SET count = count + ?, last_time = max(last_time, ?) WHERE day = ?',
  )
  const readKept = db.prepare<[number], { number: number; score: number }>(
    'SELECT number, score FROM anomaly_group_line WHERE day = ? ORDER BY score DESC, number',
  )
  const drop = db.prepare('DELETE FROM anomaly_group_line WHERE day = ? AND number = ?')
  const keep = db.prepare(
    'INSERT INTO anomaly_group_line (day, number, time, score, sealed) VALUES (?, ?, ?, ?, ?)',
  )

  function keepExamples({ day, examples }: GroupChange, before: number): void {
    const kept = readKept.all(day)
    // Numbers go up with every line, so of equal scores the first stay.
    const all = [
      ...kept.map((known) => ({ ...known, line: undefined })),
      ...examples.map((line, i) => ({ number: before + i, score: line.score, line })),
    ]
    all.sort((a, b) => b.score - a.score || a.number - b.number)
    for (const [place, { number, line }] of all.entries()) {
      const isKept = place < examplesKept
      if (line && isKept) keep.run(day, number, line.time, line.score, line.seal())
      else if (!line && !isKept) drop.run(day, number)
    }
  }

  return (change, idOf) => {
    const { day, opening, count, lastTime } = change
    if (opening) open.run(day, idOf(opening.key))
    const group = read.get(day)
    if (!group) throw new Error(`There is no group of anomalies for the day ${day}.`)
    if (count > 0) {
      add.run(count, lastTime, day)
      keepExamples(change, group.count)
    }
    return group.id
  }
}
