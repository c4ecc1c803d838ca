import type { Alert } from '../../contract/alert.ts'
import { AlertType } from '../../contract/attack-type.ts'
import { anomalyGroupSignature } from '../../contract/rules.ts'
import { countryName } from '../enrich/country-name.ts'
import { GroupStore } from './anomaly/group-store.ts'
import type { Database } from './database.ts'
import { oneOf, type Sql, type SqlValue } from './filter-sql.ts'
import { stateOfAlert } from './incidents/incident-of.ts'
import { severityOf } from './severity-rank.ts'
import { StatementCache } from './statement-cache.ts'

interface AlertRow {
  id: number
  time: number
  arrival: number
  type: string
  severity: number
  signature: string
  why: string
  source_ip: string
  country_code: string | null
  city: string | null
  latitude: number | null
  longitude: number | null
  anomaly_score: number | null
  method: string | null
  path: string | null
  status: number | null
  source_id: number
  count: number
  last_time: number
  grouped: number | null
  source_name: string
  source_kind: string
}

const columns = `a.id, a.time, a.arrival, a.type, a.severity, a.signature, a.why, a.source_ip, a.country_code, a.city,
  a.latitude, a.longitude, a.anomaly_score, a.method, a.path, a.status, a.source_id, a.count, a.last_time,
  CASE a.signature WHEN '${anomalyGroupSignature}'
    THEN (SELECT nullif(sum(g.count), 0) FROM anomaly_group g WHERE g.alert_id = a.id) END AS grouped,
  s.source_name, s.source_kind`

/** The source's columns under names of their own: a filter's `path` must mean the alert's. */
const sources = '(SELECT id AS owner, name AS source_name, kind AS source_kind FROM source)'

function toAlert(db: Database, row: AlertRow): Alert {
  const { country_code: code, city, latitude, longitude } = row
  return {
    id: row.id,
    time: row.time,
    lastTime: row.last_time,
    arrival: row.arrival,
    count: row.count,
    type: AlertType.parse(row.type),
    severity: severityOf(row.severity),
    signature: row.signature,
    why: row.why,
    sourceIp: row.source_ip,
    place: {
      ...(code !== null && { countryCode: code, country: countryName(code) }),
      ...(city !== null && { city }),
      ...(latitude !== null && longitude !== null && { latitude, longitude }),
    },
    ...(row.anomaly_score !== null && { anomalyScore: row.anomaly_score }),
    ...(row.method !== null && { method: row.method }),
    ...(row.path !== null && { path: row.path }),
    ...(row.status !== null && { status: row.status }),
    sourceId: row.source_id,
    sourceName: row.source_name,
    demo: row.source_kind === 'demo',
    ...(row.grouped !== null && { grouped: row.grouped }),
    state: stateOfAlert(db, row),
  }
}

const statements = new StatementCache<AlertRow>()

export type AlertIndex = 'alert_origin_time'

/** @param index the one to use, where the order must not tempt SQLite into walking another */
export function selectAlerts(db: Database, where: Sql, tail: string, index?: AlertIndex): Alert[] {
  const by = index === undefined ? '' : `INDEXED BY ${index}`
  const sql = `SELECT ${columns} FROM alert a ${by} JOIN ${sources} s ON s.owner = a.source_id WHERE ${where.text} ${tail}`
  return statements
    .for(db, sql)
    .all(...where.params)
    .map((row) => toAlert(db, row))
}

/** Reads alerts: one with its sealed evidence, its neighbours, and sums over all. Pages are in alert-pages.ts. */
export class AlertStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  byIds(ids: readonly number[]): Alert[] {
    if (ids.length === 0) return []
    const where = { text: `a.id IN (${ids.map(() => '?').join(', ')})`, params: ids }
    return selectAlerts(this.#db, where, 'ORDER BY a.id')
  }

  /** An alert and its sealed evidence (of repeats the last as well), or undefined where it was purged. */
  get(id: number): { alert: Alert; sealed: string; sealedLast: string | undefined } | undefined {
    const [alert] = this.byIds([id])
    const row = this.#db
      .prepare<[number], { sealed: string; last: string | null }>(
        'SELECT sealed, sealed_last AS last FROM alert WHERE id = ?',
      )
      .get(id)
    return alert && row ? { alert, sealed: row.sealed, sealedLast: row.last ?? undefined } : undefined
  }

  /** The sealed evidence of alerts, by their id. */
  sealedOf(ids: readonly number[]): Map<number, string> {
    const these = oneOf('id', ids)
    const rows = this.#db
      .prepare<SqlValue[], { id: number; sealed: string }>(`SELECT id, sealed FROM alert WHERE ${these.text}`)
      .all(...these.params)
    return new Map(rows.map(({ id, sealed }) => [id, sealed]))
  }

  /** Up to `each` alerts before and after this one from the same address, oldest first. */
  neighbours(alert: Alert, each = 5): Alert[] {
    const ask = (comparison: '<' | '>', order: 'ASC' | 'DESC') =>
      selectAlerts(
        this.#db,
        {
          text: `a.origin_id IN (SELECT id FROM origin WHERE source_ip = ?) AND (a.time, a.id) ${comparison} (?, ?)`,
          params: [alert.sourceIp, alert.time, alert.id],
        },
        `ORDER BY a.time ${order}, a.id ${order} LIMIT ${each}`,
        'alert_origin_time',
      )
    return [...ask('<', 'DESC').reverse(), ...ask('>', 'ASC')]
  }

  /** The lines grouped under an alert that stands for those beyond the anomaly budget; undefined where there are none. */
  groupedLines(id: number): ReturnType<GroupStore['linesOf']> {
    return new GroupStore(this.#db).linesOf(id)
  }

  /** Occurrences that a source brought. */
  countOf(sourceId: number): number {
    return (
      this.#db.prepare<[number], { alerts: number }>('SELECT alerts FROM source WHERE id = ?').get(sourceId)
        ?.alerts ?? 0
    )
  }

  /** Occurrences of all alerts. */
  total(): number {
    return this.#db.prepare<[], { n: number | null }>('SELECT sum(alerts) AS n FROM source').get()?.n ?? 0
  }

  extent(): { first: number; last: number } | undefined {
    const row = this.#db
      .prepare<[], { first: number | null; last: number | null }>(
        'SELECT (SELECT min(time) FROM alert) AS first, (SELECT max(time) FROM alert) AS last',
      )
      .get()
    return row && row.first !== null && row.last !== null ? { first: row.first, last: row.last } : undefined
  }
}
