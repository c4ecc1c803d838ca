import type { AlertFilter } from '../../contract/query.ts'
import { alertConditions, allOf, needsAlerts, rollupConditions, type Sql, within } from './filter-sql.ts'
import { hourMs, minuteMs } from './time-steps.ts'

/** Filter with both ends of its time range known and on whole minutes. */
export interface Ranged extends AlertFilter {
  from: number
  to: number
}

function fromAlerts(select: string, filter: AlertFilter, time: readonly Sql[]): Sql {
  const where = allOf([...time, ...alertConditions(filter)])
  return { text: `SELECT ${select} FROM alert WHERE ${where.text}`, params: where.params }
}

/** Relation (minute, type, severity, count) of the alerts in a filter. */
export function countedByMinute(filter: Ranged): Sql {
  if (needsAlerts(filter)) {
    const select = `time / ${minuteMs} * ${minuteMs} AS minute, type, severity, count`
    return fromAlerts(select, filter, within('time', filter.from, filter.to))
  }
  const where = allOf([...within('minute', filter.from, filter.to), ...rollupConditions(filter)])
  return {
    text: `SELECT minute, type, severity, count FROM rollup_minute WHERE ${where.text}`,
    params: where.params,
  }
}

interface HourlyRollup {
  readonly table: 'rollup_country' | 'rollup_address' | 'rollup_place'
  /** the columns as the rollup holds them */
  readonly rolled: string
  /** the same columns from `alert` */
  readonly single: string
  readonly only?: Sql
}

/**
 * Relation of an hourly rollup over an exact range: whole hours from the rollup, the partial hours at both
 * ends from the alerts themselves.
 */
function countedByHour({ table, rolled, single, only }: HourlyRollup, filter: Ranged): Sql {
  const condition = only ? [only] : []
  if (needsAlerts(filter)) {
    return fromAlerts(single, filter, [...within('time', filter.from, filter.to), ...condition])
  }
  const firstHour = Math.ceil(filter.from / hourMs) * hourMs
  const lastHour = Math.floor(filter.to / hourMs) * hourMs
  if (firstHour >= lastHour) {
    return fromAlerts(single, filter, [...within('time', filter.from, filter.to), ...condition])
  }
  const whole = allOf([...within('hour', firstHour, lastHour), ...rollupConditions(filter)])
  const parts: Sql[] = [
    { text: `SELECT ${rolled} FROM ${table} WHERE ${whole.text}`, params: whole.params },
    fromAlerts(single, filter, [...within('time', filter.from, firstHour), ...condition]),
    fromAlerts(single, filter, [...within('time', lastHour, filter.to), ...condition]),
  ]
  return { text: parts.map((p) => p.text).join(' UNION ALL '), params: parts.flatMap((p) => p.params) }
}

/** Relation (hour, key, type, severity, count): key is a country code, 'private' or 'unknown'. */
export const countedByCountry = (filter: Ranged): Sql =>
  countedByHour(
    {
      table: 'rollup_country',
      rolled: 'hour, key, type, severity, count',
      single: `time / ${hourMs} * ${hourMs} AS hour, coalesce(country_code, locality) AS key, type, severity, count`,
    },
    filter,
  )

/** Relation (hour, key, type, severity, count): key is a source address. */
export const countedByAddress = (filter: Ranged): Sql =>
  countedByHour(
    {
      table: 'rollup_address',
      rolled: 'hour, key, type, severity, count',
      single: `time / ${hourMs} * ${hourMs} AS hour, source_ip AS key, type, severity, count`,
    },
    filter,
  )

/** Relation (hour, key) where "hour" is the minute: for short ranges, straight from the alerts. */
export const addressesByMinute = (filter: Ranged): Sql =>
  fromAlerts(
    `time / ${minuteMs} * ${minuteMs} AS hour, source_ip AS key`,
    filter,
    within('time', filter.from, filter.to),
  )

/** Relation (latitude, longitude, country_code, city, severity, count, last_time) of what can be drawn. */
export const countedByPlace = (filter: Ranged): Sql =>
  countedByHour(
    {
      table: 'rollup_place',
      rolled: 'latitude, longitude, country_code, city, severity, count, last_time',
      single: 'latitude, longitude, country_code, city, severity, count, last_time',
      only: { text: 'latitude IS NOT NULL', params: [] },
    },
    filter,
  )
