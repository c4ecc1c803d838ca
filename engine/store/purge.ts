import { anomalyGroupSignature } from '../../contract/rules.ts'
import { forgetCalibration } from './anomaly/calibration-store.ts'
import { removeGroups } from './anomaly/remove.ts'
import type { Database } from './database.ts'
import { removeIncidentsBefore, removeIncidentsOf } from './incidents/remove-incidents.ts'
import { purgeRuleHits } from './rule-hits.ts'
import { purgePacks } from './tally/pack.ts'
import { purgePhrases } from './tally/phrases.ts'
import { floorTo, hourMs } from './time-steps.ts'

/** Rows one transaction deletes, so that the pipeline's own writes never wait long. */
const slice = 5_000

/** Tables, beside the alerts, of what a source brought. */
const sourceTables = [
  'tally',
  'tally_pack',
  'rule_quarter',
  'rule_hour',
  'rule_day',
  'rollup_line',
  'rollup_line_hour',
  'quarantine',
  'score_day',
  'score_part',
  'anomaly_use',
] as const

/** Deletes alerts slice by slice, and their number beside their source. Answers the occurrences removed. */
function deleteAlerts(db: Database, where: string, value: number): number {
  const remove = db.prepare<[number], { id: number; signature: string; source: number; count: number }>(
    `DELETE FROM alert WHERE id IN (SELECT id FROM alert WHERE ${where} LIMIT ${slice})
     RETURNING id, signature, source_id AS source, count`,
  )
  const uncount = db.prepare('UPDATE source SET alerts = alerts - ? WHERE id = ?')
  const removeSlice = db.transaction(() => {
    const rows = remove.all(value)
    const bySource = new Map<number, number>()
    for (const { source, count } of rows) bySource.set(source, (bySource.get(source) ?? 0) + count)
    for (const [source, count] of bySource) uncount.run(count, source)
    removeGroups(
      db,
      rows.flatMap(({ id, signature }) => (signature === anomalyGroupSignature ? [id] : [])),
    )
    return { rows: rows.length, occurrences: [...bySource.values()].reduce((a, b) => a + b, 0) }
  })
  let removed = 0
  for (;;) {
    const { rows, occurrences } = removeSlice()
    removed += occurrences
    if (rows < slice) return removed
  }
}

/** Removes alerts, incidents, tallies and quarantine older than `before` (epoch ms, taken down to its hour). Answers the occurrences removed. */
export function purgeBefore(db: Database, before: number): number {
  const hour = floorTo(before, hourMs)
  const removed = deleteAlerts(db, 'time < ?', hour)
  db.transaction(() => {
    db.prepare('DELETE FROM tally WHERE quarter < ?').run(hour)
    purgePacks(db, hour)
    purgeRuleHits(db, hour)
    purgePhrases(db, hour)
    db.prepare('DELETE FROM rollup_line WHERE minute < ?').run(hour)
    db.prepare('DELETE FROM rollup_line_hour WHERE hour < ?').run(hour)
    db.prepare('DELETE FROM quarantine WHERE time < ?').run(hour)
    db.prepare('DELETE FROM expectation WHERE removed_at < ?').run(hour)
  })()
  removeIncidentsBefore(db, hour)
  return removed
}

/** Removes everything a source brought: alerts, incidents, tallies, line counts, quarantine. Answers the occurrences removed. */
export function purgeSource(db: Database, sourceId: number): number {
  const removed = deleteAlerts(db, 'source_id = ?', sourceId)
  db.transaction(() => {
    for (const table of sourceTables) {
      db.prepare(`DELETE FROM ${table} WHERE source_id = ?`).run(sourceId)
    }
    forgetCalibration(db)
  })()
  removeIncidentsOf(db, sourceId)
  return removed
}
