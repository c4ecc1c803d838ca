import type { Database } from './database.ts'
import { floorTo, hourMs, minuteMs } from './time-steps.ts'

const rollups = ['rollup_minute', 'rollup_country', 'rollup_address', 'rollup_place'] as const

/** Rows one transaction deletes, so that the pipeline's own writes never wait long. */
const slice = 5_000

function deleteAlerts(db: Database, where: string, value: number): number {
  const statement = db.prepare(
    `DELETE FROM alert WHERE id IN (SELECT id FROM alert WHERE ${where} LIMIT ${slice})`,
  )
  let removed = 0
  for (;;) {
    const { changes } = statement.run(value)
    removed += changes
    if (changes < slice) return removed
  }
}

/** Removes alerts, rollups and quarantine older than `before` (epoch ms, taken down to its hour). Answers the alerts removed. */
export function purgeBefore(db: Database, before: number): number {
  const hour = floorTo(before, hourMs)
  const removed = deleteAlerts(db, 'time < ?', hour)
  db.transaction(() => {
    db.prepare('DELETE FROM rollup_minute WHERE minute < ?').run(floorTo(hour, minuteMs))
    db.prepare('DELETE FROM rollup_line WHERE minute < ?').run(floorTo(hour, minuteMs))
    for (const table of rollups.slice(1)) db.prepare(`DELETE FROM ${table} WHERE hour < ?`).run(hour)
    db.prepare('DELETE FROM quarantine WHERE time < ?').run(hour)
  })()
  return removed
}

/** Removes everything a source brought: alerts, rollups, line counts, quarantine. Answers the alerts removed. */
export function purgeSource(db: Database, sourceId: number): number {
  const removed = deleteAlerts(db, 'source_id = ?', sourceId)
  db.transaction(() => {
    for (const table of [...rollups, 'rollup_line', 'quarantine']) {
      db.prepare(`DELETE FROM ${table} WHERE source_id = ?`).run(sourceId)
    }
  })()
  return removed
}
