import type { AlertFilter } from '../../contract/query.ts'
import { rankOf } from './severity-rank.ts'

export type SqlValue = string | number

/** A piece of SQL with its parameters in order. User text is only ever a parameter. */
export interface Sql {
  readonly text: string
  readonly params: readonly SqlValue[]
}

/** The last value is repeated, so that lists of many lengths make few statements. */
export function oneOf(column: string, values: readonly SqlValue[]): Sql {
  const length = 2 ** Math.ceil(Math.log2(Math.max(values.length, 1)))
  const params = Array.from({ length }, (_, i) => values[i] ?? values.at(-1) ?? '')
  return { text: `${column} IN (${params.map(() => '?').join(', ')})`, params }
}

export const like = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

const textColumns = ['source_ip', 'path', 'signature', 'country_code', 'city', 'type'] as const

export function allOf(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return { text: '1', params: [] }
  return {
    text: conditions.map((c) => `(${c.text})`).join(' AND '),
    params: conditions.flatMap((c) => c.params),
  }
}

function betweenLongitudes(west: number, east: number): Sql {
  const inside = west <= east ? 'longitude BETWEEN ? AND ?' : '(longitude >= ? OR longitude <= ?)'
  return { text: inside, params: [west, east] }
}

/** Alerts in which a text stands somewhere that the screens show. */
export function textCondition(text: string): Sql {
  const pattern = like(text)
  return {
    text: textColumns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR '),
    params: textColumns.map(() => pattern),
  }
}

/** Conditions on the table `alert` without the time range. */
export function alertConditions(filter: AlertFilter): Sql[] {
  const conditions: Sql[] = []
  if (filter.types?.length) conditions.push(oneOf('type', filter.types))
  if (filter.severities?.length) conditions.push(oneOf('severity', filter.severities.map(rankOf)))
  if (filter.sourceIds?.length) conditions.push(oneOf('source_id', filter.sourceIds))
  if (filter.sourceIps?.length) conditions.push(oneOf('source_ip', filter.sourceIps))
  if (filter.countries?.length) conditions.push(oneOf('country_code', filter.countries))
  if (filter.text) conditions.push(textCondition(filter.text))
  if (filter.bounds) {
    const { north, south, east, west } = filter.bounds
    conditions.push({ text: 'latitude BETWEEN ? AND ?', params: [south, north] })
    conditions.push(betweenLongitudes(west, east))
  }
  return conditions
}

/** `column` in [from, to); an absent end is open. */
export function within(column: string, from?: number, to?: number): Sql[] {
  const conditions: Sql[] = []
  if (from !== undefined) conditions.push({ text: `${column} >= ?`, params: [from] })
  if (to !== undefined) conditions.push({ text: `${column} < ?`, params: [to] })
  return conditions
}
