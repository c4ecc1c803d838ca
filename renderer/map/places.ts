import type { MapPoint, Severity, ThreatMap } from '../../contract/index.ts'
import { severities } from '../../contract/severity.ts'

export const kinds = severities.length

/** Places as bare numbers: on the way to the worker they are handed over, not copied. */
export interface Places {
  readonly longitudes: Float64Array<ArrayBuffer>
  readonly latitudes: Float64Array<ArrayBuffer>
  /** alerts by severity, in the order of `severities`, `kinds` numbers a place */
  readonly counts: Float64Array<ArrayBuffer>
}

export function packed(points: readonly MapPoint[]): Places {
  const longitudes = new Float64Array(points.length)
  const latitudes = new Float64Array(points.length)
  const counts = new Float64Array(points.length * kinds)
  points.forEach((point, i) => {
    longitudes[i] = point.longitude
    latitudes[i] = point.latitude
    severities.forEach((severity, kind) => {
      counts[i * kinds + kind] = point.severities[severity]
    })
  })
  return { longitudes, latitudes, counts }
}

/** The sum of the counts of one item. */
export function totalAt(counts: Float64Array, item: number): number {
  let total = 0
  for (let kind = 0; kind < kinds; kind++) total += counts[item * kinds + kind] ?? 0
  return total
}

/** The counts of one item by the severities' names. */
export function severitiesAt(counts: Float64Array, item: number): Record<Severity, number> {
  const at = (severity: Severity) => counts[item * kinds + severities.indexOf(severity)] ?? 0
  return {
    critical: at('critical'),
    high: at('high'),
    medium: at('medium'),
    low: at('low'),
    info: at('info'),
  }
}

const keyOf = ({ latitude, longitude }: MapPoint): string => `${latitude},${longitude}`
const none: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }

/**
 * All places of a range with the counts of one of its steps, none where nothing came: so that rings, which hang on the
 * set of places, stay where they are while the steps go by.
 */
export function ofStep(all: readonly MapPoint[], step: readonly MapPoint[]): MapPoint[] {
  const stepped = new Map(step.map((point) => [keyOf(point), point]))
  const points = all.map((point) => {
    const key = keyOf(point)
    const now = stepped.get(key)
    stepped.delete(key)
    return now ?? { ...point, count: 0, severities: none }
  })
  return [...points, ...stepped.values()]
}

/** An alert is fresh for so long. */
const freshMs = 60_000
const mostFresh = 40

/** Places where something has come since the last alert known before; the newest, where there are many. */
export function freshSince(points: readonly MapPoint[], before: number, now: number): MapPoint[] {
  const since = Math.max(before, now - freshMs)
  return points
    .filter(({ lastTime }) => lastTime > since)
    .sort((a, b) => b.lastTime - a.lastTime)
    .slice(0, mostFresh)
}

/** The time of the last alert of all places; 0 without any. */
export const lastOf = (points: readonly MapPoint[]): number =>
  points.reduce((last, { lastTime }) => Math.max(last, lastTime), 0)

/** True where two answers would be drawn alike. */
export function isSameMap(a: ThreatMap, b: ThreatMap): boolean {
  if (a.points.length !== b.points.length || a.notOnMap.private !== b.notOnMap.private) return false
  if (a.notOnMap.unknown !== b.notOnMap.unknown) return false
  const codes = Object.keys(a.countries)
  if (codes.length !== Object.keys(b.countries).length) return false
  if (!codes.every((code) => a.countries[code] === b.countries[code])) return false
  return a.points.every((point, i) => {
    const other = b.points[i]
    return (
      other !== undefined &&
      point.latitude === other.latitude &&
      point.longitude === other.longitude &&
      point.lastTime === other.lastTime &&
      severities.every((severity) => point.severities[severity] === other.severities[severity])
    )
  })
}
