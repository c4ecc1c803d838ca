import type { Alert } from '../../contract/alert.ts'
import { AlertType } from '../../contract/attack-type.ts'
import type { AlertFilter, AlertPage } from '../../contract/query.ts'
import { countryName } from '../enrich/country-name.ts'
import type { Database } from './database.ts'
import { alertConditions, allOf, type Sql, type SqlValue, within } from './filter-sql.ts'
import { severityOf } from './severity-rank.ts'
import { floorTo, minuteMs } from './time-steps.ts'

/** Counting stops here: a list that long is "more than 100,000". */
const countLimit = 100_000

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
  source_name: string
  source_kind: string
}

const columns = `a.id, a.time, a.arrival, a.type, a.severity, a.signature, a.why, a.source_ip, a.country_code, a.city,
  a.latitude, a.longitude, a.anomaly_score, a.method, a.path, a.status, a.source_id, a.count, a.last_time,
  s.source_name, s.source_kind`

/** The source's columns under names of their own: a filter's `path` must mean the alert's. */
const sources = '(SELECT id AS owner, name AS source_name, kind AS source_kind FROM source)'

function toAlert(row: AlertRow): Alert {
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
  }
}

/** Reads alerts: pages by keyset (newest first), one with its sealed evidence, and its neighbours. */
export class AlertStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  #select(where: Sql, tail: string, params: readonly SqlValue[]): Alert[] {
    const sql = `SELECT ${columns} FROM alert a JOIN ${sources} s ON s.owner = a.source_id WHERE ${where.text} ${tail}`
    return this.#db
      .prepare<SqlValue[], AlertRow>(sql)
      .all(...where.params, ...params)
      .map(toAlert)
  }

  page(filter: AlertFilter, cursor: { time: number; id: number } | undefined, limit: number): AlertPage {
    // Repeats are counted by whole minutes, so a page takes whole minutes as the numbers of the overview do.
    const from = filter.from === undefined ? undefined : floorTo(filter.from, minuteMs)
    const to = filter.to === undefined ? undefined : Math.ceil(filter.to / minuteMs) * minuteMs
    const conditions = [...alertConditions(filter), ...within('a.time', from, to)]
    const all = allOf(conditions)
    const after = cursor
      ? allOf([...conditions, { text: '(a.time, a.id) < (?, ?)', params: [cursor.time, cursor.id] }])
      : all
    const alerts = this.#select(after, 'ORDER BY a.time DESC, a.id DESC LIMIT ?', [limit])
    const last = alerts.at(-1)
    const counted = this.#db
      .prepare<SqlValue[], { rows: number; n: number | null }>(
        `SELECT count(*) AS rows, sum(count) AS n FROM (SELECT a.count FROM alert a WHERE ${all.text} LIMIT ?)`,
      )
      .get(...all.params, countLimit)
    return {
      alerts,
      next: last && alerts.length === limit ? { time: last.time, id: last.id } : null,
      total: counted?.n ?? 0,
      totalIsExact: (counted?.rows ?? 0) < countLimit,
    }
  }

  byIds(ids: readonly number[]): Alert[] {
    if (ids.length === 0) return []
    const where = { text: `a.id IN (${ids.map(() => '?').join(', ')})`, params: ids }
    return this.#select(where, 'ORDER BY a.id', [])
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

  /** Up to `each` alerts before and after this one from the same address, oldest first. */
  neighbours(alert: Alert, each = 5): Alert[] {
    const ask = (comparison: '<' | '>', order: 'ASC' | 'DESC') =>
      this.#select(
        {
          text: `a.source_ip = ? AND (a.time, a.id) ${comparison} (?, ?)`,
          params: [alert.sourceIp, alert.time, alert.id],
        },
        `ORDER BY a.time ${order}, a.id ${order} LIMIT ?`,
        [each],
      )
    return [...ask('<', 'DESC').reverse(), ...ask('>', 'ASC')]
  }

  countOf(sourceId: number): number {
    const row = this.#db
      .prepare<[number], { n: number | null }>(
        'SELECT sum(count) AS n FROM rollup_minute WHERE source_id = ?',
      )
      .get(sourceId)
    return row?.n ?? 0
  }

  total(): number {
    return (
      this.#db.prepare<[], { n: number | null }>('SELECT sum(count) AS n FROM rollup_minute').get()?.n ?? 0
    )
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
