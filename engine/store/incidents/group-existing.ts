import { AlertType } from '../../../contract/attack-type.ts'
import { isSuccess } from '../coalesce.ts'
import type { Database } from '../database.ts'
import { minuteOf } from './grouping.ts'
import { incidentWriter } from './incident-writer.ts'

/** Alerts of one transaction. */
const slice = 5_000

interface Row {
  id: number
  time: number
  last_time: number
  count: number
  type: string
  severity: number
  signature: string
  source_ip: string
  source_id: number
  origin_id: number
  status: number | null
}

/**
 * Groups the alerts of a database that knew no incidents, in the order in which they came, slice by slice: it goes on
 * where it was stopped. Of repeats only the answer to the first is known; it stands for all.
 */
export function groupExisting(db: Database): void {
  const progress = db.prepare<[], { value: string }>(
    "SELECT value FROM position WHERE input = 'alerts-grouped'",
  )
  const stored = progress.get()
  if (!stored) return
  const next = db.prepare<[number], Row>(
    `SELECT id, time, last_time, count, type, severity, signature, source_ip, source_id, origin_id, status FROM alert
     WHERE id > ? ORDER BY id LIMIT ${slice}`,
  )
  const saveProgress = db.prepare("UPDATE position SET value = ? WHERE input = 'alerts-grouped'")
  const incidents = incidentWriter(db)
  const groupSlice = db.transaction((after: number): number | undefined => {
    const rows = next.all(after)
    for (const row of rows) {
      incidents.add({
        sourceId: row.source_id,
        sourceIp: row.source_ip,
        type: AlertType.parse(row.type),
        signature: row.signature,
        rank: row.severity,
        origin: row.origin_id,
        minute: minuteOf(row.time),
        firstTime: row.time,
        lastTime: row.last_time,
        count: row.count,
        succeeded: isSuccess(row.status) ? row.count : 0,
        alerts: 1,
      })
    }
    incidents.write()
    const last = rows.at(-1)?.id
    saveProgress.run(String(last ?? after))
    return last
  })
  for (let last: number | undefined = Number(stored.value); last !== undefined; ) last = groupSlice(last)
  db.exec("DELETE FROM position WHERE input = 'alerts-grouped'")
}
