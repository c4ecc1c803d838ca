import { AlertType } from '../../contract/attack-type.ts'
import type { AlertFilter, Overview } from '../../contract/query.ts'
import { type Severity, severities } from '../../contract/severity.ts'
import { countryName } from '../enrich/country-name.ts'
import { AlertStore } from './alert-store.ts'
import {
  addressesByMinute,
  countedByAddress,
  countedByCountry,
  countedByMinute,
  type Ranged,
} from './counted.ts'
import type { Database } from './database.ts'
import { allOf, rollupConditions, type Sql, type SqlValue, within } from './filter-sql.ts'
import { severityOf } from './severity-rank.ts'
import { floorTo, hourMs, minuteMs } from './time-steps.ts'

/** Steps a timeline may have, smallest first; the first that gives at most `maxBuckets` is taken. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 43_200].map(
  (m) => m * minuteMs,
)
const maxBuckets = 96

export function bucketFor(span: number): number {
  return steps.find((step) => span / step <= maxBuckets) ?? Math.ceil(span / maxBuckets / minuteMs) * minuteMs
}

/** Fixes both ends of a range: an open start is the first alert, an open end is now or the last alert. */
export function rangeOf(
  filter: AlertFilter,
  extent: { first: number; last: number } | undefined,
  now: number,
): Ranged {
  const to = filter.to ?? Math.max(now, extent?.last ?? now) + 1
  const from = Math.min(filter.from ?? extent?.first ?? to - 24 * 60 * minuteMs, to - minuteMs)
  return { ...filter, from: floorTo(from, minuteMs), to: Math.ceil(to / minuteMs) * minuteMs }
}

const countsBySeverity = (): Record<Severity, number> => ({
  critical: 0,
  high: 0,
  medium: 0,
  low: 0,
  info: 0,
})

/** The numbers of the overview: cards with their forerunners, timeline, types, countries, addresses. */
export function queryOverview(db: Database, filter: AlertFilter, now: number): Overview {
  const alerts = new AlertStore(db)
  const extent = alerts.extent()
  const range = rangeOf(filter, extent, now)
  const span = range.to - range.from
  const before: Ranged = { ...range, from: range.from - span, to: range.from }
  const bucketMs = bucketFor(span)
  const firstBucket = floorTo(range.from, bucketMs)
  const buckets = Math.ceil((range.to - firstBucket) / bucketMs)

  const all = <Row>(sql: Sql, ...params: SqlValue[]): Row[] =>
    db.prepare<SqlValue[], Row>(sql.text).all(...sql.params, ...params)
  const over = (select: string, relation: Sql, tail = ''): Sql => ({
    text: `SELECT ${select} FROM (${relation.text}) ${tail}`,
    params: relation.params,
  })

  const timeline = Array.from({ length: buckets }, (_, i) => ({
    time: firstBucket + i * bucketMs,
    counts: countsBySeverity(),
  }))
  const anomaliesSpark = new Array<number>(buckets).fill(0)
  const byType = new Map<AlertType, number>()
  const rows = all<{ bucket: number; type: string; severity: number; n: number }>(
    over(
      `minute / ${bucketMs} * ${bucketMs} AS bucket, type, severity, sum(count) AS n`,
      countedByMinute(range),
      'GROUP BY bucket, type, severity',
    ),
  )
  for (const row of rows) {
    const index = (row.bucket - firstBucket) / bucketMs
    const bucket = timeline[index]
    if (bucket) bucket.counts[severityOf(row.severity)] += row.n
    const type = AlertType.parse(row.type)
    byType.set(type, (byType.get(type) ?? 0) + row.n)
    if (type === 'anomaly') anomaliesSpark[index] = (anomaliesSpark[index] ?? 0) + row.n
  }

  const [earlier] = all<{ alerts: number | null; critical: number | null; anomalies: number | null }>(
    over(
      `sum(count) AS alerts, sum(iif(severity = 4, count, 0)) AS critical, sum(iif(type = 'anomaly', count, 0)) AS anomalies`,
      countedByMinute(before),
    ),
  )
  const unique = (r: Ranged): number =>
    all<{ n: number }>(over('count(DISTINCT key) AS n', countedByAddress(r)))[0]?.n ?? 0
  const uniqueSpark = sparkOfAddresses(range, firstBucket, bucketMs, buckets, all)

  const lines = (from: number, to: number): Sql =>
    allOf([
      ...within('minute', from, to),
      ...rollupConditions(range.sourceIds?.length ? { sourceIds: range.sourceIds } : {}),
    ])
  const linesIn = lines(range.from, range.to)
  const linesSpark = new Array<number>(buckets).fill(0)
  const lineRows = all<{ bucket: number; n: number }>({
    text: `SELECT minute / ${bucketMs} * ${bucketMs} AS bucket, sum(lines) AS n FROM rollup_line WHERE ${linesIn.text} GROUP BY bucket`,
    params: linesIn.params,
  })
  for (const row of lineRows) linesSpark[(row.bucket - firstBucket) / bucketMs] = row.n
  const linesBefore = lines(before.from, before.to)
  const [earlierLines] = all<{ n: number | null }>({
    text: `SELECT sum(lines) AS n FROM rollup_line WHERE ${linesBefore.text}`,
    params: linesBefore.params,
  })

  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)
  const alertSpark = timeline.map((b) => sum(severities.map((s) => b.counts[s])))
  const criticalSpark = timeline.map((b) => b.counts.critical)

  return {
    from: range.from,
    to: range.to,
    extent: extent ? { ...extent, alerts: alerts.total() } : null,
    stats: {
      alerts: { value: sum(alertSpark), before: earlier?.alerts ?? 0, spark: alertSpark },
      critical: { value: sum(criticalSpark), before: earlier?.critical ?? 0, spark: criticalSpark },
      uniqueSources: { value: unique(range), before: unique(before), spark: uniqueSpark },
      linesRead: { value: sum(linesSpark), before: earlierLines?.n ?? 0, spark: linesSpark },
      anomalies: {
        value: byType.get('anomaly') ?? 0,
        before: earlier?.anomalies ?? 0,
        spark: anomaliesSpark,
      },
    },
    bucketMs,
    timeline,
    types: [...byType].map(([key, count]) => ({ key, count })).sort((a, b) => b.count - a.count),
    countries: all<{ key: string; n: number }>(
      over(
        'key, sum(count) AS n',
        countedByCountry(range),
        'WHERE length(key) = 2 GROUP BY key ORDER BY n DESC, key LIMIT 5',
      ),
    ).map((row) => ({ code: row.key, name: countryName(row.key), count: row.n })),
    addresses: all<{ key: string; n: number; worst: number }>(
      over(
        'key, sum(count) AS n, max(severity) AS worst',
        countedByAddress(range),
        'GROUP BY key ORDER BY n DESC, key LIMIT 10',
      ),
    ).map((row) => {
      const country = countryOf(db, row.key)
      return { ip: row.key, count: row.n, worst: severityOf(row.worst), ...(country && { country }) }
    }),
  }
}

function countryOf(db: Database, ip: string): string | undefined {
  const row = db
    .prepare<[string], { code: string | null }>(
      'SELECT country_code AS code FROM alert WHERE source_ip = ? ORDER BY time DESC LIMIT 1',
    )
    .get(ip)
  return row?.code ?? undefined
}

/**
 * Distinct addresses a bucket. Short ranges are counted from the alerts; the address rollup knows only hours, so
 * in a longer range every bucket of an hour shows that hour's number.
 */
function sparkOfAddresses(
  range: Ranged,
  firstBucket: number,
  bucketMs: number,
  buckets: number,
  all: <Row>(sql: Sql) => Row[],
): number[] {
  const isShort = range.to - range.from <= 6 * hourMs
  const relation = isShort ? addressesByMinute(range) : countedByAddress(range)
  const step = isShort ? bucketMs : Math.max(bucketMs, hourMs)
  const rows = all<{ bucket: number; n: number }>({
    text: `SELECT hour / ${step} * ${step} AS bucket, count(DISTINCT key) AS n FROM (${relation.text}) GROUP BY bucket`,
    params: relation.params,
  })
  const byStep = new Map(rows.map((row) => [row.bucket, row.n]))
  return Array.from({ length: buckets }, (_, i) => byStep.get(floorTo(firstBucket + i * bucketMs, step)) ?? 0)
}
