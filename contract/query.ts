import { z } from 'zod'
import { Alert } from './alert.ts'
import { Drift } from './anomaly.ts'
import { AlertType } from './attack-type.ts'
import { Severity } from './severity.ts'

/** Opaque place in the list (keyset paging): time and id of the last row seen. */
export const Cursor = z.object({ time: z.number(), id: z.number().int() })

export const AlertPage = z.object({
  alerts: z.array(Alert),
  next: Cursor.nullable(),
  /** occurrences of all alerts the filter matches */
  total: z.number().int(),
  totalIsExact: z.boolean(),
})
export type AlertPage = z.infer<typeof AlertPage>

/** A number with its forerunner: the same span just before. */
const Stat = z.object({ value: z.number(), before: z.number(), spark: z.array(z.number()) })
const Counted = <T extends z.ZodType>(key: T) => z.object({ key, count: z.number().int() })

export const Overview = z.object({
  from: z.number(),
  to: z.number(),
  /** the span of all alerts there are, whatever the filter: so that a screen can say what lies outside its range */
  extent: z.object({ first: z.number(), last: z.number(), alerts: z.number().int() }).nullable(),
  stats: z.object({
    alerts: Stat,
    critical: Stat,
    uniqueSources: Stat,
    linesRead: Stat,
    anomalies: Stat,
  }),
  /** buckets of `bucketMs`, each with counts by severity; empty buckets are present */
  bucketMs: z.number().int(),
  timeline: z.array(z.object({ time: z.number(), counts: z.record(Severity, z.number().int()) })),
  types: z.array(Counted(AlertType)),
  countries: z.array(z.object({ code: z.string(), name: z.string(), count: z.number().int() })),
  addresses: z.array(
    z.object({ ip: z.string(), country: z.string().optional(), count: z.number().int(), worst: Severity }),
  ),
  /** as `AlertFilter.networks` names them */
  networks: z.array(Counted(z.string())),
  /** ids of sources */
  sources: z.array(Counted(z.number().int())),
  /** MITRE ATT&CK technique ids; an alert counts for each technique of its detector */
  techniques: z.array(Counted(z.string())),
})
export type Overview = z.infer<typeof Overview>

/** What was attacked, by the newest alerts of a filter: paths are in no tally, so that only these are looked at. */
export const Targets = z.object({
  targets: z.array(z.object({ path: z.string(), count: z.number().int() })),
  /** alerts looked at, and whether there are no others */
  lookedAt: z.number().int(),
  isAll: z.boolean(),
})
export type Targets = z.infer<typeof Targets>

/** A source whose scores have shifted. */
export const DriftNotice = Drift.extend({ sourceId: z.number().int(), sourceName: z.string() })
export type DriftNotice = z.infer<typeof DriftNotice>

const Compared = z.object({ now: z.number(), usual: z.number(), isUnusual: z.boolean() })

/** The last hour beside the same time of day on the days before; `days` of them, at most seven. */
export const Unusual = z.object({
  days: z.number().int(),
  alerts: Compared,
  /** unusual where lines have stopped */
  lines: Compared,
  /** types that came far more often than usual, the strongest first */
  types: z.array(z.object({ type: AlertType, now: z.number(), usual: z.number() })),
  /** of the anomaly model, the strongest first */
  drifts: z.array(DriftNotice),
})
export type Unusual = z.infer<typeof Unusual>

/** Alerts of one place (same coordinates). */
export const MapPoint = z.object({
  latitude: z.number(),
  longitude: z.number(),
  countryCode: z.string().optional(),
  country: z.string().optional(),
  city: z.string().optional(),
  count: z.number().int(),
  severities: z.record(Severity, z.number().int()),
  worst: Severity,
  lastTime: z.number(),
})
export type MapPoint = z.infer<typeof MapPoint>

export const ThreatMap = z.object({
  points: z.array(MapPoint),
  /** alerts by ISO country code, for the choropleth */
  countries: z.record(z.string(), z.number().int()),
  /** alerts that cannot be drawn */
  notOnMap: z.object({ private: z.number().int(), unknown: z.number().int() }),
})
export type ThreatMap = z.infer<typeof ThreatMap>
