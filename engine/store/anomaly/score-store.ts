import { type DayScores, scoreBins } from '../../anomaly/score-histogram.ts'
import type { Database } from '../database.ts'
import { partBins, type ScoreChange } from './changes.ts'

interface DayRow {
  readonly source_id: number
  readonly day: number
  readonly requests: number
  readonly first: number
  readonly first_event: number
  readonly last_event: number
}

/** Histograms of scores by model, source and day of arrival. A part of one is its counts as little-endian uint32. */
export class ScoreStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Ids of the sources of which there are scores of a model. */
  sources(model: string): number[] {
    return this.#db
      .prepare<[string], { id: number }>(
        'SELECT DISTINCT source_id AS id FROM score_day WHERE model = ? ORDER BY id',
      )
      .all(model)
      .map(({ id }) => id)
  }

  /** The days of a source from `from` to `to`, both included, oldest first. */
  days(model: string, sourceId: number, from: number, to: number): DayScores[] {
    const rows = this.#db
      .prepare<[string, number, number, number], DayRow>(
        'SELECT * FROM score_day WHERE model = ? AND source_id = ? AND day BETWEEN ? AND ? ORDER BY day',
      )
      .all(model, sourceId, from, to)
    const readParts = this.#db.prepare<[string, number, number], { part: number; counts: Buffer }>(
      'SELECT part, counts FROM score_part WHERE model = ? AND source_id = ? AND day = ?',
    )
    return rows.map(({ day, requests, first, first_event: firstEvent, last_event: lastEvent }) => {
      const counts = new Uint32Array(scoreBins)
      for (const { part, counts: bytes } of readParts.all(model, sourceId, day)) {
        for (let i = 0; i < partBins; i++) counts[part * partBins + i] = bytes.readUInt32LE(4 * i)
      }
      return { day, counts, requests, first, firstEvent, lastEvent }
    })
  }
}

/** Answers the function that writes histograms; call it within a transaction. */
export function scoreWriter(db: Database): (model: string, change: ScoreChange) => void {
  const writeDay = db.prepare(`
    INSERT OR REPLACE INTO score_day (model, source_id, day, requests, first, first_event, last_event)
    VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const writePart = db.prepare(
    'INSERT OR REPLACE INTO score_part (model, source_id, day, part, counts) VALUES (?, ?, ?, ?, ?)',
  )
  return (model, { sourceId, day, requests, first, firstEvent, lastEvent, parts }) => {
    writeDay.run(model, sourceId, day, requests, first, firstEvent, lastEvent)
    for (const [part, counts] of parts) {
      const bytes = Buffer.alloc(4 * partBins)
      counts.forEach((count, i) => {
        bytes.writeUInt32LE(count, 4 * i)
      })
      writePart.run(model, sourceId, day, part, bytes)
    }
  }
}
