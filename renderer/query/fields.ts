import {
  AlertType,
  type AlertValues,
  Severity,
  type StatusRange,
  severities,
  TriageState,
} from '../../contract/index.ts'

/** What a term may name; 'text' has no name in the line. */
export const fields = [
  'type',
  'severity',
  'ip',
  'network',
  'country',
  'source',
  'rule',
  'method',
  'path',
  'status',
  'state',
  'text',
] as const
export type Field = (typeof fields)[number]

export const isField = (name: string): name is Field =>
  fields.some((field) => field === name && field !== 'text')

/** Values of a field that the engine takes at once, as the contract's `AlertValues` bounds them. */
export function mostOf(field: Field): number {
  if (field === 'text') return 10
  if (field === 'type') return 20
  if (field === 'severity') return 5
  if (field === 'state') return 3
  return field === 'method' || field === 'status' ? 50 : 100
}

/** A value as it is written in a term, made one way to write it, or undefined where the field takes no such value. */
export function canonical(field: Field, value: string): string | undefined {
  switch (field) {
    case 'type':
      return AlertType.safeParse(value.toLowerCase()).data
    case 'severity':
      return severitiesOf(value) && value.toLowerCase()
    case 'ip':
      return /^[\da-f.:]{2,45}$/i.test(value) ? value.toLowerCase() : undefined
    case 'network':
      return /^[\d.]+\/24$|^[\da-f:]+\/48$/i.test(value) ? value.toLowerCase() : undefined
    case 'country':
      return /^[a-z]{2}$/i.test(value) ? value.toUpperCase() : undefined
    case 'source':
      return /^\d{1,9}$/.test(value) ? value : undefined
    case 'method':
      return /^[a-z-]{1,32}$/i.test(value) ? value.toUpperCase() : undefined
    case 'status':
      return statusRange(value) && value.toLowerCase()
    case 'state':
      return TriageState.safeParse(value.toLowerCase()).data
    case 'rule':
      return value.length <= 100 ? value : undefined
    case 'path':
      return value.length <= 300 ? value : undefined
    case 'text':
      return value.length <= 200 ? value : undefined
  }
}

/** The values of terms of one field, as the contract's filter has them. */
export function valuesOf(field: Field, values: readonly string[]): AlertValues {
  switch (field) {
    case 'type':
      return { types: values.flatMap((value) => AlertType.safeParse(value).data ?? []) }
    case 'severity':
      return { severities: [...new Set(values.flatMap((value) => severitiesOf(value) ?? []))] }
    case 'ip':
      return { sourceIps: [...values] }
    case 'network':
      return { networks: [...values] }
    case 'country':
      return { countries: [...values] }
    case 'source':
      return { sourceIds: values.map(Number) }
    case 'rule':
      return { signatures: [...values] }
    case 'method':
      return { methods: [...values] }
    case 'path':
      return { paths: [...values] }
    case 'status':
      return { statuses: values.flatMap((value) => [statusRange(value) ?? []].filter(isRange)) }
    // The list of alerts asks for states beside the filter; see `statesOf`.
    case 'state':
      return {}
    case 'text':
      return { texts: [...values] }
  }
}

const isRange = (range: StatusRange | never[]): range is StatusRange => range.length === 2

/** 'high', or 'from this on': '>=high', '<=low'. */
function severitiesOf(value: string): Severity[] | undefined {
  const [, sign, name] = /^(>=|<=)?([a-z]+)$/i.exec(value) ?? []
  const severity = Severity.safeParse(name?.toLowerCase()).data
  if (severity === undefined) return undefined
  // From the worst to the least.
  const at = severities.indexOf(severity)
  if (sign === '>=') return severities.slice(0, at + 1)
  if (sign === '<=') return severities.slice(at)
  return [severity]
}

const highest = 999

/** '404', '4xx', '400..499', '>=500', '<400'. */
export function statusRange(value: string): StatusRange | undefined {
  const [, hundred] = /^([1-9])xx$/i.exec(value) ?? []
  if (hundred !== undefined) return [Number(hundred) * 100, Number(hundred) * 100 + 99]
  const [, sign, first, last] = /^(>=|<=|>|<)?(\d{1,3})(?:\.\.(\d{1,3}))?$/.exec(value) ?? []
  if (first === undefined) return undefined
  const number = Number(first)
  if (last !== undefined)
    return sign === undefined && Number(last) >= number ? [number, Number(last)] : undefined
  switch (sign) {
    case '>=':
      return [number, highest]
    case '>':
      return [Math.min(number + 1, highest), highest]
    case '<=':
      return [0, number]
    case '<':
      return [0, Math.max(number - 1, 0)]
    default:
      return [number, number]
  }
}
