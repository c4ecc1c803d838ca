import type { AlertFilter } from '../../contract/filter.ts'
import type { Database } from '../../engine/store/database.ts'
import { alertConditions, allOf, within } from '../../engine/store/filter-sql.ts'

interface Sums {
  readonly alerts: number
  readonly critical: number
  readonly anomalies: number
  readonly addresses: number
}

/** The slow reference: what the console's numbers are, by plain SQL over the alerts. */
export function plainSums(db: Database, filter: AlertFilter & { from: number; to: number }) {
  const where = allOf([...within('time', filter.from, filter.to), ...alertConditions(filter)])
  const rows = <Row>(columns: string, tail = '') =>
    db
      .prepare<(string | number)[], Row>(`SELECT ${columns} FROM alert WHERE ${where.text} ${tail}`)
      .all(...where.params)
  const sums = () =>
    rows<Sums>(
      `total(count) AS alerts, total(CASE WHEN severity = 4 THEN count END) AS critical,
     total(CASE WHEN type = 'anomaly' THEN count END) AS anomalies, count(DISTINCT source_ip) AS addresses`,
    )[0] ?? { alerts: 0, critical: 0, anomalies: 0, addresses: 0 }
  const counted = (column: string) =>
    new Map(
      rows<{ key: string; n: number }>(`${column} AS key, sum(count) AS n`, `GROUP BY ${column}`).map(
        ({ key, n }) => [key, n] as const,
      ),
    )
  return {
    sums,
    /** the newest hundred */
    ids: () => rows<{ id: number }>('id', 'ORDER BY time DESC, id DESC LIMIT 100').map(({ id }) => id),
    byType: () => counted('type'),
    byCountry: () => counted('country_code'),
    byAddress: () => counted('source_ip'),
    byPlace: () =>
      rows<{ latitude: number; longitude: number; n: number; worst: number; last: number }>(
        'latitude, longitude, sum(count) AS n, max(severity) AS worst, max(last_time) AS last',
        'AND latitude IS NOT NULL GROUP BY latitude, longitude',
      ),
    inPrivate: () => counted('locality').get('private') ?? 0,
    /** by bucket: occurrences and addresses */
    buckets: (first: number, width: number) =>
      new Map(
        rows<{ bucket: number; n: number; addresses: number }>(
          `(time - ${first}) / ${width} AS bucket, sum(count) AS n, count(DISTINCT source_ip) AS addresses`,
          'GROUP BY bucket',
        ).map(({ bucket, n, addresses }) => [bucket, { n, addresses }] as const),
      ),
  }
}
