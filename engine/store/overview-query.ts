import type { AlertType } from '../../contract/attack-type.ts'
import type { AlertFilter } from '../../contract/filter.ts'
import type { Overview } from '../../contract/query.ts'
import type { Severity } from '../../contract/severity.ts'
import { countryName } from '../enrich/country-name.ts'
import { AlertStore } from './alert-store.ts'
import type { Database } from './database.ts'
import { linesByBucket, linesIn } from './line-counts.ts'
import { bucketFor, type Ranged, rangeOf } from './range.ts'
import { severityOf } from './severity-rank.ts'
import { type Counts, countIn, oneBucket } from './tally/count.ts'
import { type Tallies, talliesOf } from './tally/tallies.ts'
import { topAddresses, topCountries, topNetworks } from './tally/top.ts'
import { floorTo } from './time-steps.ts'

const countsBySeverity = (): Record<Severity, number> => ({
  critical: 0,
  high: 0,
  medium: 0,
  low: 0,
  info: 0,
})

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

/** MITRE ATT&CK technique ids by signature. */
export type TechniquesBySignature = ReadonlyMap<string, readonly string[]>

/** The numbers of the overview: cards with their forerunners, timeline, and who attacks what, how and through which source. */
export function queryOverview(
  db: Database,
  filter: AlertFilter,
  now: number,
  techniques: TechniquesBySignature = new Map(),
): Overview {
  const tallies = talliesOf(db)
  const alerts = new AlertStore(db)
  const extent = alerts.extent()
  const range = rangeOf(filter, extent, now)
  const span = range.to - range.from
  const before: Ranged = { ...range, from: range.from - span, to: range.from }
  const bucketMs = bucketFor(span)
  const first = floorTo(range.from, bucketMs)
  const buckets = { first, width: bucketMs, count: Math.ceil((range.to - first) / bucketMs) }

  const counted = countIn(tallies, filter, range, buckets)
  const shown = byBucket(tallies, counted, buckets.count)
  const earlier = countIn(tallies, filter, before, oneBucket(before))
  const [earlierShown] = byBucket(tallies, earlier, 1)
  const lines = linesByBucket(db, range, bucketMs)
  const linesSpark = shown.map((_, i) => lines.get(first + i * bucketMs) ?? 0)
  const anomaliesOf = ({ types }: Shown) => types.get('anomaly') ?? 0

  return {
    from: range.from,
    to: range.to,
    extent: extent ? { ...extent, alerts: alerts.total() } : null,
    stats: {
      alerts: { value: counted.total, before: earlier.total, spark: shown.map(({ total }) => total) },
      critical: {
        value: sum(shown.map(({ counts }) => counts.critical)),
        before: earlierShown?.counts.critical ?? 0,
        spark: shown.map(({ counts }) => counts.critical),
      },
      uniqueSources: { value: counted.addresses, before: earlier.addresses, spark: [...counted.addressesIn] },
      linesRead: { value: sum(linesSpark), before: linesIn(db, before), spark: linesSpark },
      anomalies: {
        value: sum(shown.map(anomaliesOf)),
        before: earlierShown ? anomaliesOf(earlierShown) : 0,
        spark: shown.map(anomaliesOf),
      },
    },
    bucketMs,
    timeline: shown.map(({ counts }, i) => ({ time: first + i * bucketMs, counts })),
    types: typesOf(shown),
    countries: topCountries(tallies, counted, 5).map(({ code, count }) => ({
      code,
      name: countryName(code),
      count,
    })),
    addresses: topAddresses(tallies, counted, 10).map(({ worst, ...address }) => ({
      ...address,
      worst: severityOf(worst),
    })),
    networks: topNetworks(tallies, counted, 10),
    sources: ranked(counted.bySource),
    techniques: ranked(byTechnique(tallies, counted, techniques)),
  }
}

const ranked = <Key>(counts: ReadonlyMap<Key, number>): { key: Key; count: number }[] =>
  [...counts].map(([key, count]) => ({ key, count })).sort((a, b) => b.count - a.count)

/** Occurrences by technique; a signature of several counts for each. */
function byTechnique(
  { kinds }: Tallies,
  { byKind, kindCount }: Counts,
  techniques: TechniquesBySignature,
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { id, signature } of kinds.all()) {
    let count = 0
    for (let at = id; at < byKind.length; at += kindCount) count += byKind[at] ?? 0
    if (count === 0) continue
    for (const technique of techniques.get(signature) ?? [])
      counts.set(technique, (counts.get(technique) ?? 0) + count)
  }
  return counts
}

interface Shown {
  readonly counts: Record<Severity, number>
  readonly types: Map<AlertType, number>
  readonly total: number
}

/** The counts of each bucket by what charts show: severity and type. */
function byBucket({ kinds }: Tallies, { byKind, kindCount }: Counts, buckets: number): Shown[] {
  const all = kinds.all()
  return Array.from({ length: buckets }, (_, bucket) => {
    const counts = countsBySeverity()
    const types = new Map<AlertType, number>()
    let total = 0
    for (const { id, type, severity } of all) {
      const count = byKind[bucket * kindCount + id] ?? 0
      if (count === 0) continue
      counts[severityOf(severity)] += count
      types.set(type, (types.get(type) ?? 0) + count)
      total += count
    }
    return { counts, types, total }
  })
}

function typesOf(shown: readonly Shown[]): Overview['types'] {
  const types = new Map<AlertType, number>()
  for (const bucket of shown) {
    for (const [type, count] of bucket.types) types.set(type, (types.get(type) ?? 0) + count)
  }
  return ranked(types)
}
