import type { Database } from '../database.ts'
import { dayMs, floorTo } from '../time-steps.ts'

/** Days of scores that are kept. */
const daysKept = 30

/** Removes the groups of alerts that were removed; within the same transaction. */
export function removeGroups(db: Database, alertIds: readonly number[]): void {
  const removeLines = db.prepare(
    'DELETE FROM anomaly_group_line WHERE day IN (SELECT day FROM anomaly_group WHERE alert_id = ?)',
  )
  const remove = db.prepare('DELETE FROM anomaly_group WHERE alert_id = ?')
  for (const id of alertIds) {
    removeLines.run(id)
    remove.run(id)
  }
}

/** Removes scores, and counts of what was made of them, older than a month of arrival. */
export function removeOldScores(db: Database, now: number): void {
  const before = floorTo(now, dayMs) - daysKept * dayMs
  db.transaction(() => {
    db.prepare('DELETE FROM score_part WHERE day < ?').run(before)
    db.prepare('DELETE FROM score_day WHERE day < ?').run(before)
    db.prepare('DELETE FROM anomaly_use WHERE hour < ?').run(before)
  })()
}
