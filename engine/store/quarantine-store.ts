import type { QuarantineEntry } from '../../contract/engine-status.ts'
import type { Database } from './database.ts'

/** The newest quarantined tokens and lines, newest first. */
export function listQuarantine(db: Database, limit: number): QuarantineEntry[] {
  return db
    .prepare<[number], QuarantineEntry>(
      `SELECT q.id, q.time, s.name AS sourceName, q.offset, q.reason
       FROM quarantine q JOIN source s ON s.id = q.source_id ORDER BY q.id DESC LIMIT ?`,
    )
    .all(limit)
}

export const countQuarantine = (db: Database): number =>
  db.prepare<[], { n: number }>('SELECT count(*) AS n FROM quarantine').get()?.n ?? 0
