import type { Statement } from 'better-sqlite3'
import type { Database } from '../database.ts'
import type { UseChange } from './changes.ts'

/** What was made of anomalies, by clock hour of arrival and source. */
export class UseStore {
  readonly #db: Database
  readonly #ofHour: Statement<[number], Omit<UseChange, 'hour'>>

  constructor(db: Database) {
    this.#db = db
    this.#ofHour = db.prepare('SELECT source_id AS sourceId, alerts, grouped FROM anomaly_use WHERE hour = ?')
  }

  /** The counts of one clock hour, by source. */
  ofHour(hour: number): Omit<UseChange, 'hour'>[] {
    return this.#ofHour.all(hour)
  }

  /** Sums over hours after `after` up to `to`. */
  sums(after: number, to: number): { alerts: number; grouped: number } {
    const sums = this.#db
      .prepare<[number, number], { alerts: number; grouped: number }>(
        `SELECT coalesce(sum(alerts), 0) AS alerts, coalesce(sum(grouped), 0) AS grouped FROM anomaly_use
         WHERE hour > ? AND hour <= ?`,
      )
      .get(after, to)
    return sums ?? { alerts: 0, grouped: 0 }
  }
}

/** Answers the function that adds to the counts; call it within a transaction. */
export function usesWriter(db: Database): (change: UseChange) => void {
  const add = db.prepare(`
    INSERT INTO anomaly_use (hour, source_id, alerts, grouped) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET alerts = alerts + excluded.alerts, grouped = grouped + excluded.grouped`)
  return ({ hour, sourceId, alerts, grouped }) => {
    add.run(hour, sourceId, alerts, grouped)
  }
}
