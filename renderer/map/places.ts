import type { MapPoint, Severity } from '../../contract/index.ts'
import { severities } from '../../contract/severity.ts'

export const kinds = severities.length

/** What rings hang on, as bare numbers; an entry a place in each list. */
export interface Spots {
  readonly longitudes: Float64Array<ArrayBuffer>
  readonly latitudes: Float64Array<ArrayBuffer>
  /** alerts by severity, in the order of `severities`, `kinds` numbers a place */
  readonly counts: Float64Array<ArrayBuffer>
}

/** What a place is called is kept apart from it: many share a country. */
export interface Land {
  readonly countryCode?: string | undefined
  readonly country?: string | undefined
}

/**
 * Places as columns: handed over from one thread to another without a copy, and nothing for the garbage collector to
 * walk, however many there are. `pointAt` makes a place of them where one is looked at.
 */
export interface Places extends Spots {
  /** epoch milliseconds of the last alert */
  readonly lastTimes: Float64Array<ArrayBuffer>
  readonly lands: readonly Land[]
  /** index of the place's land */
  readonly land: Uint32Array<ArrayBuffer>
  /** all towns, one after the other, and where each ends; an unknown one is empty */
  readonly towns: string
  readonly townEnds: Uint32Array<ArrayBuffer>
}

export function packed(points: readonly MapPoint[]): Places {
  const lands = new Map<string, { land: Land; index: number }>()
  const land = new Uint32Array(points.length)
  const counts = new Float64Array(points.length * kinds)
  points.forEach(({ countryCode, country, severities: numbers }, i) => {
    const key = `${countryCode} ${country}`
    const known = lands.get(key) ?? { land: { countryCode, country }, index: lands.size }
    lands.set(key, known)
    land[i] = known.index
    severities.forEach((severity, kind) => {
      counts[i * kinds + kind] = numbers[severity]
    })
  })
  let end = 0
  return {
    longitudes: Float64Array.from(points, ({ longitude }) => longitude),
    latitudes: Float64Array.from(points, ({ latitude }) => latitude),
    counts,
    lastTimes: Float64Array.from(points, ({ lastTime }) => lastTime),
    lands: [...lands.values()].map(({ land }) => land),
    land,
    towns: points.map(({ city }) => city ?? '').join(''),
    townEnds: Uint32Array.from(points, ({ city = '' }) => {
      end += city.length
      return end
    }),
  }
}

/** What can be handed over to another thread. */
export const buffersOf = (places: Places): ArrayBuffer[] =>
  [places.longitudes, places.latitudes, places.counts, places.lastTimes, places.land, places.townEnds].map(
    ({ buffer }) => buffer,
  )

/** The place of an index; undefined where there is none. */
export function pointAt(places: Places, at: number): MapPoint | undefined {
  const [longitude, latitude] = [places.longitudes[at], places.latitudes[at]]
  if (longitude === undefined || latitude === undefined) return undefined
  const { countryCode, country } = places.lands[places.land[at] ?? -1] ?? {}
  const city = townAt(places, at)
  const numbers = severitiesAt(places.counts, at)
  return {
    longitude,
    latitude,
    ...(countryCode !== undefined && { countryCode }),
    ...(country !== undefined && { country }),
    ...(city !== '' && { city }),
    count: totalAt(places.counts, at),
    severities: numbers,
    worst: severities.find((severity) => numbers[severity] > 0) ?? 'info',
    lastTime: places.lastTimes[at] ?? 0,
  }
}

/** The town of a place, empty where it is known by its country alone. */
export const townAt = ({ towns, townEnds }: Places, at: number): string =>
  towns.slice(townEnds[at - 1] ?? 0, townEnds[at] ?? 0)

/** The index of the place at exactly these degrees, or -1. */
export const placeAt = (
  { latitudes, longitudes }: Spots,
  { latitude, longitude }: Pick<MapPoint, 'latitude' | 'longitude'>,
): number => latitudes.findIndex((degrees, i) => degrees === latitude && longitudes[i] === longitude)

/** The sum of the counts of one item. */
export function totalAt(counts: Float64Array, item: number): number {
  let total = 0
  for (let kind = 0; kind < kinds; kind++) total += counts[item * kinds + kind] ?? 0
  return total
}

/** Alerts of all places. */
export const alertsOn = ({ counts }: Spots): number => counts.reduce((sum, count) => sum + count, 0)

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

/** The places with the most alerts, the most first; those without any are left out. */
export function biggest(places: Places, most: number): MapPoint[] {
  const totals = Float64Array.from(places.latitudes, (_, i) => totalAt(places.counts, i))
  const least = Math.max(1, totals.toSorted().at(-most) ?? 0)
  const above: number[] = []
  totals.forEach((total, i) => {
    if (total >= least) above.push(i)
  })
  return above
    .sort((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0))
    .slice(0, most)
    .flatMap((i) => pointAt(places, i) ?? [])
}
