import { z } from 'zod'
import { Alert } from './alert.ts'
import { AlertType } from './attack-type.ts'
import { Severity } from './severity.ts'

export const Bounds = z.object({
  north: z.number().min(-90).max(90),
  south: z.number().min(-90).max(90),
  east: z.number().min(-180).max(180),
  west: z.number().min(-180).max(180),
})
export type Bounds = z.infer<typeof Bounds>

/** What the user has narrowed the screens to. Empty lists and absent fields do not narrow. */
export const AlertFilter = z.object({
  /** event time, epoch ms: from <= time < to */
  from: z.number().optional(),
  to: z.number().optional(),
  types: z.array(AlertType).max(20).optional(),
  severities: z.array(Severity).max(5).optional(),
  sourceIps: z.array(z.string().max(64)).max(100).optional(),
  /** ISO 3166-1 alpha-2 codes */
  countries: z.array(z.string().length(2)).max(300).optional(),
  sourceIds: z.array(z.number().int()).max(100).optional(),
  /** free text: part of address, path, signature, country or city */
  text: z.string().max(200).optional(),
  bounds: Bounds.optional(),
})
export type AlertFilter = z.infer<typeof AlertFilter>

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
})
export type Overview = z.infer<typeof Overview>

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
