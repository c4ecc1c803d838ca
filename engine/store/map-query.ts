import type { AlertFilter, MapPoint, ThreatMap } from '../../contract/query.ts'
import { countryName } from '../enrich/country-name.ts'
import { AlertStore } from './alert-store.ts'
import { countedByCountry, countedByPlace } from './counted.ts'
import type { Database } from './database.ts'
import type { SqlValue } from './filter-sql.ts'
import { rangeOf } from './overview-query.ts'
import { rankOf, severityOf } from './severity-rank.ts'

interface PlaceRow {
  latitude: number
  longitude: number
  country_code: string | null
  city: string | null
  severity: number
  n: number
  last_time: number
}

/** The threat map: alerts by place and by country, and the count of what has no place. */
export function queryMap(db: Database, filter: AlertFilter, now: number): ThreatMap {
  const range = rangeOf(filter, new AlertStore(db).extent(), now)
  const places = countedByPlace(range)
  const rows = db
    .prepare<SqlValue[], PlaceRow>(
      `SELECT latitude, longitude, max(country_code) AS country_code, max(city) AS city, severity,
         sum(count) AS n, max(last_time) AS last_time
       FROM (${places.text}) GROUP BY latitude, longitude, severity`,
    )
    .all(...places.params)
  const points = new Map<string, MapPoint>()
  for (const row of rows) {
    const key = `${row.latitude},${row.longitude}`
    const point = points.get(key) ?? newPoint(row)
    points.set(key, point)
    point.count += row.n
    point.severities[severityOf(row.severity)] += row.n
    point.lastTime = Math.max(point.lastTime, row.last_time)
    if (rankOf(point.worst) < row.severity) point.worst = severityOf(row.severity)
  }

  const byCountry = countedByCountry(range)
  const counted = db
    .prepare<SqlValue[], { key: string; n: number }>(
      `SELECT key, sum(count) AS n FROM (${byCountry.text}) GROUP BY key`,
    )
    .all(...byCountry.params)
  const countries: Record<string, number> = {}
  let [all, inPrivate, drawn] = [0, 0, 0]
  for (const { key, n } of counted) {
    all += n
    if (key === 'private') inPrivate = n
    else if (key !== 'unknown') countries[key] = n
  }
  for (const point of points.values()) drawn += point.count
  // Unknown is what remains, so that an address with a country but no coordinates is counted too.
  return {
    points: [...points.values()],
    countries,
    notOnMap: { private: inPrivate, unknown: all - inPrivate - drawn },
  }
}

function newPoint(row: PlaceRow): MapPoint {
  const { country_code: code, city } = row
  return {
    latitude: row.latitude,
    longitude: row.longitude,
    ...(code !== null && { countryCode: code, country: countryName(code) }),
    ...(city !== null && { city }),
    count: 0,
    severities: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
    worst: 'info',
    lastTime: 0,
  }
}
