import type { AlertFilter, AlertValues, Bounds, StatusRange } from '../../contract/filter.ts'
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

/** Where a text is looked for. */
const textColumns = ['source_ip', 'path', 'signature', 'country_code', 'city', 'type'] as const

export function allOf(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return { text: '1', params: [] }
  return joined(conditions, 'AND')
}

const joined = (conditions: readonly Sql[], by: 'AND' | 'OR'): Sql => ({
  text: conditions.map((c) => `(${c.text})`).join(` ${by} `),
  params: conditions.flatMap((c) => c.params),
})

/** None of them holds; what is unknown (NULL) does not hold. */
const noneOf = (conditions: readonly Sql[]): Sql => {
  const { text, params } = joined(conditions, 'OR')
  return { text: `(${text}) IS NOT TRUE`, params }
}

/** A text stands in one of the columns. */
export function textIn(columns: readonly string[], text: string): Sql {
  const pattern = like(text)
  return {
    text: columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR '),
    params: columns.map(() => pattern),
  }
}

export const statusCondition = (column: string, ranges: readonly StatusRange[]): Sql =>
  joined(
    ranges.map(([first, last]) => ({ text: `${column} BETWEEN ? AND ?`, params: [first, last] })),
    'OR',
  )

const inNetworks = (networks: readonly string[]): Sql => {
  const { text, params } = oneOf('network', networks)
  return { text: `origin_id IN (SELECT id FROM origin WHERE ${text})`, params }
}

const some = <T>(values: readonly T[] | undefined, condition: (values: readonly T[]) => Sql): Sql[] =>
  values?.length ? [condition(values)] : []

/** What origins and kinds do not tell. */
const ofLook = ({ methods, paths, statuses, texts = [] }: AlertValues): Sql[] => [
  ...some(methods, (values) => oneOf('method', values)),
  ...some(paths, (values) => oneOf('path', values)),
  ...some(statuses, (ranges) => statusCondition('status', ranges)),
  ...texts.map((text) => textIn(textColumns, text)),
]

const ofKindsAndOrigins = (values: AlertValues): Sql[] => [
  ...some(values.types, (types) => oneOf('type', types)),
  ...some(values.severities, (severities) => oneOf('severity', severities.map(rankOf))),
  ...some(values.signatures, (signatures) => oneOf('signature', signatures)),
  ...some(values.sourceIds, (ids) => oneOf('source_id', ids)),
  ...some(values.sourceIps, (ips) => oneOf('source_ip', ips)),
  ...some(values.networks, inNetworks),
  ...some(values.countries, (codes) => oneOf('country_code', codes)),
]

function lies({ north, south, east, west }: Bounds): Sql[] {
  const between = west <= east ? 'longitude BETWEEN ? AND ?' : '(longitude >= ? OR longitude <= ?)'
  return [
    { text: 'latitude BETWEEN ? AND ?', params: [south, north] },
    { text: between, params: [west, east] },
  ]
}

/** What a look wants of the table `alert`; see tally/look.ts. */
export function rowConditions(filter: AlertFilter): Sql[] {
  const left = ofLook(filter.not ?? {})
  return [...ofLook(filter), ...(left.length > 0 ? [noneOf(left)] : [])]
}

/** Conditions on the table `alert` without the time range. */
export function alertConditions(filter: AlertFilter): Sql[] {
  const left = ofKindsAndOrigins(filter.not ?? {})
  return [
    ...ofKindsAndOrigins(filter),
    ...(left.length > 0 ? [noneOf(left)] : []),
    ...rowConditions(filter),
    ...(filter.bounds ? lies(filter.bounds) : []),
  ]
}

/** `column` in [from, to); an absent end is open. */
export function within(column: string, from?: number, to?: number): Sql[] {
  const conditions: Sql[] = []
  if (from !== undefined) conditions.push({ text: `${column} >= ?`, params: [from] })
  if (to !== undefined) conditions.push({ text: `${column} < ?`, params: [to] })
  return conditions
}
