import type { MapPoint, ThreatMap } from '../../contract/index.ts'
import { kinds, type Places, packed, pointAt } from './places.ts'

/** The contract's map with its places as columns. */
export interface Threats extends Omit<ThreatMap, 'points'> {
  readonly places: Places
}

export const threatsOf = ({ points, ...rest }: ThreatMap): Threats => ({ ...rest, places: packed(points) })

/**
 * All places of a range with the counts of one of its steps, none where nothing came: so that rings, which hang on the
 * set of places, stay where they are while the steps go by.
 */
export function ofStep(all: Places, step: Places): Places {
  const keyOf = ({ latitudes, longitudes }: Places, i: number) => `${latitudes[i]},${longitudes[i]}`
  const left = new Map(Array.from(step.latitudes, (_, i) => [keyOf(step, i), i]))
  // A step has few places, a range many: most are told apart by a number, without a text.
  const latitudes = new Set(step.latitudes)
  const counts = new Float64Array(all.counts.length)
  const lastTimes = all.lastTimes.slice()
  all.latitudes.forEach((latitude, i) => {
    if (!latitudes.has(latitude)) return
    const key = keyOf(all, i)
    const at = left.get(key)
    if (at === undefined) return
    left.delete(key)
    counts.set(step.counts.subarray(at * kinds, (at + 1) * kinds), i * kinds)
    lastTimes[i] = step.lastTimes[at] ?? 0
  })
  const stepped = { ...all, counts, lastTimes }
  return left.size === 0
    ? stepped
    : joined(stepped, packed([...left.values()].flatMap((i) => pointAt(step, i) ?? [])))
}

function joined(a: Places, b: Places): Places {
  const numbers = (one: Float64Array, other: Float64Array) => {
    const both = new Float64Array(one.length + other.length)
    both.set(one)
    both.set(other, one.length)
    return both
  }
  return {
    longitudes: numbers(a.longitudes, b.longitudes),
    latitudes: numbers(a.latitudes, b.latitudes),
    counts: numbers(a.counts, b.counts),
    lastTimes: numbers(a.lastTimes, b.lastTimes),
    lands: [...a.lands, ...b.lands],
    land: Uint32Array.from([...a.land, ...b.land.map((index) => index + a.lands.length)]),
    towns: a.towns + b.towns,
    townEnds: Uint32Array.from([...a.townEnds, ...b.townEnds.map((end) => end + a.towns.length)]),
  }
}

/** An alert is fresh for so long. */
const freshMs = 60_000
const mostFresh = 40

/** Places where something has come since the last alert known before; the newest, where there are many. */
export function freshSince(places: Places, before: number, now: number): MapPoint[] {
  const since = Math.max(before, now - freshMs)
  const fresh: { readonly at: number; readonly time: number }[] = []
  places.lastTimes.forEach((time, at) => {
    if (time > since) fresh.push({ at, time })
  })
  return fresh
    .sort((a, b) => b.time - a.time)
    .slice(0, mostFresh)
    .flatMap(({ at }) => pointAt(places, at) ?? [])
}

/** The time of the last alert of all places; 0 without any. */
export const lastOf = ({ lastTimes }: Places): number =>
  lastTimes.reduce((last, time) => Math.max(last, time), 0)

const isSame = (a: Float64Array, b: Float64Array): boolean =>
  a.length === b.length && a.every((number, i) => number === b[i])

/** True where two answers would be drawn alike. */
export function isSameMap(a: Threats, b: Threats): boolean {
  if (a.notOnMap.private !== b.notOnMap.private || a.notOnMap.unknown !== b.notOnMap.unknown) return false
  const codes = Object.keys(a.countries)
  if (codes.length !== Object.keys(b.countries).length) return false
  if (!codes.every((code) => a.countries[code] === b.countries[code])) return false
  return (['lastTimes', 'counts', 'latitudes', 'longitudes'] as const).every((column) =>
    isSame(a.places[column], b.places[column]),
  )
}
