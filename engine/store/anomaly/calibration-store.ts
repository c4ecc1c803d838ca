import type { Database } from '../database.ts'

/** Its row among the positions: written in the same transaction as they are. */
const name = 'anomaly-calibration'

/** What was calibrated last, as JSON; undefined before the first time. */
export const readCalibration = (db: Database): string | undefined =>
  db.prepare<[string], { value: string }>('SELECT value FROM position WHERE input = ?').get(name)?.value

export function writeCalibration(db: Database, json: string): void {
  db.prepare('INSERT OR REPLACE INTO position (input, value) VALUES (?, ?)').run(name, json)
}

/** The next line is judged by thresholds calibrated anew. */
export function forgetCalibration(db: Database): void {
  db.prepare('DELETE FROM position WHERE input = ?').run(name)
}
