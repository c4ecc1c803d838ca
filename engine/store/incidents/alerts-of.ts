import { type Goal, goals } from '../../../contract/incident.ts'
import type { AlertPage } from '../../../contract/query.ts'
import type { PageCursor } from '../alert-pages.ts'
import { selectAlerts } from '../alert-store.ts'
import type { Database } from '../database.ts'
import { allOf, oneOf, type Sql, type SqlValue } from '../filter-sql.ts'
import { minuteMs } from '../time-steps.ts'
import { typesOf } from './goal-of.ts'
import { minuteOf } from './grouping.ts'
import { goalRanked } from './ranks.ts'

/** What tells the alerts of an incident from all others. */
export interface IncidentKeys {
  readonly id: number
  readonly sourceId: number
  readonly sourceIp: string
  readonly goal: Goal
  readonly first: number
  readonly last: number
  readonly count: number
  /** rows of the table `alert` */
  readonly alerts: number
  readonly succeeded: number
}

const columns =
  'id, source_id AS sourceId, source_ip AS sourceIp, goal, first, last, count, alerts, succeeded'

/** Reads what tells the alerts of incidents apart; undefined where an incident was purged. */
export function keyReader(db: Database): (id: number) => IncidentKeys | undefined {
  const read = db.prepare<[number], Omit<IncidentKeys, 'goal'> & { goal: number }>(
    `SELECT ${columns} FROM incident WHERE id = ?`,
  )
  return (id) => {
    const row = read.get(id)
    return row && { ...row, goal: goalRanked(row.goal) }
  }
}

export const keysOf = (db: Database, id: number): IncidentKeys | undefined => keyReader(db)(id)

/**
 * A question about the alerts (`alert a`) of one incident after another, prepared once. It is answered of those between
 * two times, which is all of them from 0 to Infinity.
 */
export function alertsAsked<Row>(
  db: Database,
  select: string,
  condition: Sql,
  tail: string,
): (incident: IncidentKeys, from: number, to: number) => Row[] {
  const byGoal = new Map(goals.map((goal) => [goal, prepare(goal)]))
  function prepare(goal: Goal) {
    const types = oneOf('a.type', typesOf(goal))
    const ask = db.prepare<SqlValue[], Row>(
      `SELECT ${select} FROM alert a INDEXED BY alert_origin_time
       WHERE a.origin_id IN (SELECT id FROM origin WHERE source_ip = ?) AND a.time >= ? AND a.time < ?
         AND a.source_id = ? AND ${types.text} AND ${condition.text} ${tail}`,
    )
    return { ask, params: [...types.params, ...condition.params] }
  }
  return ({ sourceIp, sourceId, goal, first, last }, from, to) => {
    const begin = Math.max(from, minuteOf(first))
    const end = Math.min(to, minuteOf(last) + minuteMs)
    const { ask, params } = byGoal.get(goal) ?? prepare(goal)
    return ask.all(sourceIp, begin, end, sourceId, ...params)
  }
}

/** The condition on `alert a` for those of an incident, and the index to find them by. */
function alertsWithin(db: Database, { sourceId, sourceIp, goal, first, last }: IncidentKeys) {
  const origins = db.prepare<[string], number>('SELECT id FROM origin WHERE source_ip = ?').pluck(true)
  const where = allOf([
    // Named one by one: where there is but one, as mostly, its alerts come in the order of the index.
    oneOf('a.origin_id', origins.all(sourceIp)),
    { text: 'a.time >= ? AND a.time < ?', params: [minuteOf(first), minuteOf(last) + minuteMs] },
    oneOf('a.type', typesOf(goal)),
    { text: 'a.source_id = ?', params: [sourceId] },
  ])
  return { where, index: 'alert_origin_time' } as const
}

/** A page of the alerts of an incident, newest first. */
export function alertsOfIncident(
  db: Database,
  incident: IncidentKeys,
  cursor: PageCursor | undefined,
  limit: number,
): AlertPage {
  const { where, index } = alertsWithin(db, incident)
  const after: Sql[] = cursor
    ? [{ text: 'a.time <= ? AND (a.time, a.id) < (?, ?)', params: [cursor.time, cursor.time, cursor.id] }]
    : []
  const tail = `ORDER BY a.time DESC, a.id DESC LIMIT ${limit}`
  const alerts = selectAlerts(db, allOf([where, ...after]), tail, index)
  const last = alerts.length < limit ? undefined : alerts.at(-1)
  const next = last ? { time: last.time, id: last.id } : null
  return { alerts, next, total: incident.count, totalIsExact: true }
}
