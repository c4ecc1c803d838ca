import type { AlertFilter } from '../../contract/filter.ts'
import type { MapPoint, ThreatMap } from '../../contract/query.ts'
import { countryName } from '../enrich/country-name.ts'
import { AlertStore } from './alert-store.ts'
import type { Database } from './database.ts'
import { rangeOf } from './range.ts'
import { rankOf, severityOf } from './severity-rank.ts'
import type { DrawnPlace } from './tally/origins.ts'
import { placesIn, ranks } from './tally/place-counts.ts'
import { talliesOf } from './tally/tallies.ts'

/** The threat map: alerts by place and by country, and the count of what has no place. */
export function queryMap(db: Database, filter: AlertFilter, now: number): ThreatMap {
  const tallies = talliesOf(db)
  const range = rangeOf(filter, new AlertStore(db).extent(), now)
  const { byOrigin, lastOf } = placesIn(tallies, filter, range)
  const { places, placeOf, countryOf, countries: names } = tallies.origins
  const points = new Map<number, MapPoint>()
  const byCountry = new Float64Array(names.length)
  let total = 0
  let drawn = 0
  for (let origin = 0; origin * ranks < byOrigin.length; origin++) {
    const last = lastOf[origin] ?? 0
    if (last === 0) continue
    const placeId = placeOf[origin] ?? 0
    const place = places[placeId]
    const point = place && (points.get(placeId) ?? newPoint(place))
    if (point) points.set(placeId, point)
    let count = 0
    for (let rank = 0; rank < ranks; rank++) {
      const n = byOrigin[origin * ranks + rank] ?? 0
      if (n === 0) continue
      count += n
      if (point) addTo(point, rank, n, last)
    }
    const country = countryOf[origin] ?? 0
    byCountry[country] = (byCountry[country] ?? 0) + count
    total += count
    if (point) drawn += count
  }
  const countOf = (name: string) => byCountry[names.indexOf(name)] ?? 0
  const inPrivate = countOf('private')
  const codes = names.filter((name) => name.length === 2 && countOf(name) > 0)
  // Unknown is what remains, so that an address with a country but no coordinates is counted too.
  return {
    points: [...points.values()],
    countries: Object.fromEntries(codes.map((code) => [code, countOf(code)])),
    notOnMap: { private: inPrivate, unknown: total - inPrivate - drawn },
  }
}

function addTo(point: MapPoint, rank: number, count: number, last: number): void {
  const severity = severityOf(rank)
  point.count += count
  point.severities[severity] += count
  point.lastTime = Math.max(point.lastTime, last)
  if (rank > rankOf(point.worst)) point.worst = severity
}

function newPoint({ latitude, longitude, countryCode, city }: DrawnPlace): MapPoint {
  return {
    latitude,
    longitude,
    ...(countryCode !== null && { countryCode, country: countryName(countryCode) }),
    ...(city !== null && { city }),
    count: 0,
    severities: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
    worst: 'info',
    lastTime: 0,
  }
}
