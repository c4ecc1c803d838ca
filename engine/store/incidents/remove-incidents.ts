import type { Database } from '../database.ts'
import { oneOf, type Sql, type SqlValue } from '../filter-sql.ts'
import { severityOf } from '../severity-rank.ts'
import { alertsAsked, keyReader } from './alerts-of.ts'
import { longestMs } from './grouping.ts'
import { forgetOpen } from './open-incidents.ts'
import { riskOf } from './risk-of.ts'
import { ruleVerdicts } from './rule-verdicts.ts'

/** Incidents one transaction deletes, so that the pipeline's own writes never wait long. */
const slice = 2_000

/** Deletes incidents with what hangs on them, in one transaction. */
function remove(db: Database, ids: readonly number[]): void {
  const verdicts = ruleVerdicts(db)
  for (const id of ids) verdicts.withdraw(id)
  for (const [table, column] of [
    ['incident', 'id'],
    ['incident_kind', 'incident_id'],
    ['incident_rule', 'incident_id'],
    ['incident_triage', 'incident_id'],
  ] as const) {
    const these = oneOf(column, ids)
    db.prepare(`DELETE FROM ${table} WHERE ${these.text}`).run(...these.params)
  }
}

function removeSteps(db: Database): void {
  db.exec(
    'DELETE FROM triage_step WHERE NOT EXISTS (SELECT 1 FROM incident_triage t WHERE t.step_id = triage_step.id)',
  )
}

/** Goes through all incidents by their number and deletes those that a condition names. */
function removeWhere(db: Database, where: Sql): void {
  // First of all: whatever fails on the way, nobody writes to what is gone.
  forgetOpen(db)
  const find = db
    .prepare<SqlValue[], number>(`SELECT id FROM incident WHERE id > ? AND id <= ? AND ${where.text}`)
    .pluck(true)
  const removeIn = db.transaction((after: number) => {
    remove(db, find.all(after, after + slice, ...where.params))
  })
  const last = db.prepare<[], number | null>('SELECT max(id) FROM incident').pluck(true).get() ?? 0
  for (let after = 0; after < last; after += slice) removeIn(after)
  removeSteps(db)
}

/** To be called after the alerts of a source are gone. */
export const removeIncidentsOf = (db: Database, sourceId: number): void =>
  removeWhere(db, { text: 'source_id = ?', params: [sourceId] })

/** Removes incidents whose alerts are all gone. */
export const removeEmptyIncidents = (db: Database): void => removeWhere(db, { text: 'count = 0', params: [] })

/** To be called after the alerts before a whole hour are gone: what reaches over it is counted anew. */
export function removeIncidentsBefore(db: Database, hour: number): void {
  forgetOpen(db)
  const find = db
    .prepare<[number], number>(`SELECT id FROM incident WHERE state IN (0, 1, 2) AND last < ? LIMIT ${slice}`)
    .pluck(true)
  const removeSome = db.transaction((): number => {
    const ids = find.all(hour)
    remove(db, ids)
    return ids.length
  })
  while (removeSome() === slice);
  const ids = db
    .prepare<number[], number>(
      'SELECT id FROM incident WHERE state IN (0, 1, 2) AND last >= ? AND last < ? AND first < ?',
    )
    .pluck(true)
    .all(hour, hour + longestMs, hour)
  const countAnew = counter(db)
  db.transaction(() => {
    for (const id of ids) countAnew(id)
  })()
  removeSteps(db)
}

interface Counted {
  type: string
  severity: number
  count: number
  alerts: number
  first: number
}

/** Which repeats were answered with success is not kept, so that number stays as it is, up to what is left. */
function counter(db: Database): (id: number) => void {
  const read = keyReader(db)
  const count = alertsAsked<Counted>(
    db,
    'type, severity, sum(count) AS count, count(*) AS alerts, min(time) AS first',
    { text: '1', params: [] },
    'GROUP BY type, severity',
  )
  const update = db.prepare(
    'UPDATE incident SET first = ?, count = ?, alerts = ?, succeeded = ?, risk = ? WHERE id = ?',
  )
  const rulesOf = alertsAsked<{ signature: string }>(db, 'DISTINCT signature', { text: '1', params: [] }, '')
  const clearRules = db.prepare('DELETE FROM incident_rule WHERE incident_id = ?')
  const insertRule = db.prepare('INSERT INTO incident_rule (incident_id, signature) VALUES (?, ?)')
  const verdicts = ruleVerdicts(db)
  const clear = db.prepare('DELETE FROM incident_kind WHERE incident_id = ?')
  const insert = db.prepare(
    'INSERT INTO incident_kind (incident_id, type, severity, count) VALUES (?, ?, ?, ?)',
  )
  return (id) => {
    const incident = read(id)
    if (!incident) return
    const kinds = count(incident, 0, Number.POSITIVE_INFINITY)
    const sumOf = (value: (kind: Counted) => number) => kinds.reduce((sum, kind) => sum + value(kind), 0)
    const grounds = {
      worst: severityOf(Math.max(0, ...kinds.map(({ severity }) => severity))),
      types: new Set(kinds.map(({ type }) => type)).size,
      count: sumOf((kind) => kind.count),
      succeeded: Math.min(
        incident.succeeded,
        sumOf((kind) => kind.count),
      ),
    }
    const first = Math.min(incident.last, ...kinds.map((kind) => kind.first))
    const alerts = sumOf((kind) => kind.alerts)
    update.run(first, grounds.count, alerts, grounds.succeeded, riskOf(grounds).score, id)
    clear.run(id)
    for (const kind of kinds) insert.run(id, kind.type, kind.severity, kind.count)
    verdicts.withdraw(id)
    clearRules.run(id)
    for (const { signature } of rulesOf(incident, 0, Number.POSITIVE_INFINITY)) insertRule.run(id, signature)
    verdicts.count(id)
  }
}
