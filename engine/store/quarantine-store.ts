import type { QuarantineEntry } from '../../contract/engine-status.ts'
import type { Database } from './database.ts'

/** The newest quarantined tokens and lines, newest first; of one source where it is given. */
export function listQuarantine(db: Database, limit: number, sourceId?: number): QuarantineEntry[] {
  const [where, params] = sourceId === undefined ? ['', []] : ['WHERE q.source_id = ?', [sourceId]]
  return db
    .prepare<number[], QuarantineEntry>(
      `SELECT q.id, q.time, q.source_id AS sourceId, s.name AS sourceName, q.offset, q.reason
       FROM quarantine q JOIN source s ON s.id = q.source_id ${where} ORDER BY q.id DESC LIMIT ?`,
    )
    .all(...params, limit)
}

/** Entries by source; sources without any are left out. */
export const quarantineBySource = (db: Database): ReadonlyMap<number, number> =>
  new Map(
    db
      .prepare<[], { id: number; n: number }>(
        'SELECT source_id AS id, count(*) AS n FROM quarantine GROUP BY source_id',
      )
      .all()
      .map(({ id, n }) => [id, n]),
  )

export const countQuarantine = (db: Database): number =>
  db.prepare<[], { n: number }>('SELECT count(*) AS n FROM quarantine').get()?.n ?? 0
