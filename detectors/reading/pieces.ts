import type { EventField, LogEvent } from '../../contract/event.ts'
import type { Part } from '../detector.ts'
import { decode } from './layers.ts'
import { longestRead } from './longest-read.ts'

/** One text that signatures look at: a parameter's value or name, or a whole field. */
export interface Piece {
  readonly field: EventField
  readonly part: Part
  /** decoded name of the parameter, '' where there is none */
  readonly name: string
  readonly raw: string
  /** offset of `raw` in the field */
  readonly at: number
  readonly decoded: string
}

/** Parameters read in a field; an attacker's thousandth is not looked at alone, but still as part of the whole. */
const mostParameters = 128

/** Forms and addresses write a plus for a blank; attackers do in paths and headers too, where it means nothing else. */
export const plusIsBlank = (field: EventField): boolean => field !== 'userAgent'

/** What a parameter's name may hold. Anything else behind an `&` is the rest of the value before it. */
const parameterName = /^[\w\-.[\]$:~!*@%+()|,/]+$/
const longestName = 100

/** Splits a query or form into parameters as the application meant it, not where an attack put its `&&`. */
export function parametersOf(text: string): { name: string; value: string; at: number }[] {
  const parameters: { name: string; value: string; at: number }[] = []
  let start = 0
  while (start <= text.length) {
    let end = text.indexOf('&', start)
    if (parameters.length >= mostParameters - 1) end = -1
    while (end !== -1 && !startsParameter(text, end + 1)) end = text.indexOf('&', end + 1)
    const segment = text.slice(start, end === -1 ? text.length : end)
    const equals = segment.indexOf('=')
    const isNamed = equals > 0 && equals <= longestName && parameterName.test(segment.slice(0, equals))
    parameters.push(
      isNamed
        ? { name: segment.slice(0, equals), value: segment.slice(equals + 1), at: start + equals + 1 }
        : { name: '', value: segment, at: start },
    )
    if (end === -1) break
    start = end + 1
  }
  return parameters
}

let lastQuery: string | undefined
let lastParameters: ReturnType<typeof parametersOf> = []

/** Values and names are asked for one after the other: the last answer is kept. */
function lastParametersOf(query: string): typeof lastParameters {
  if (query !== lastQuery) {
    lastParameters = parametersOf(query)
    lastQuery = query
  }
  return lastParameters
}

function startsParameter(text: string, at: number): boolean {
  let end = at
  while (end < text.length && end <= at + longestName && text[end] !== '=' && text[end] !== '&') end++
  if (end === at) return end === text.length
  const name = text.slice(at, end)
  // A doubled & is sloppiness before a name and its value, and an operator before anything else.
  if (text[at - 2] === '&' && !(text[end] === '=' && /^[a-z_]/i.test(name))) return false
  return (
    name.length <= longestName &&
    parameterName.test(name) &&
    !/^(?:[|&+]|%(?:26|20|7c|3c|22|27|3b))/i.test(name)
  )
}

const hasParameters = (field: EventField, text: string): boolean =>
  field === 'query' || (field === 'body' && /^[\w\-.[\]$%+]+=/.test(text))

/** The pieces of a field for one part. */
export function piecesOf(event: LogEvent, field: EventField, part: Part): Piece[] {
  const text = event[field]?.slice(0, longestRead)
  if (text === undefined || text === '') return []
  const plus = plusIsBlank(field)
  const piece = (raw: string, at: number, name: string): Piece => ({
    field,
    part,
    name,
    raw,
    at,
    decoded: decode(raw, plus),
  })
  if (part === 'whole') return [piece(text, 0, '')]
  if (field === 'referer') {
    const mark = text.indexOf('?')
    if (mark === -1 || !/^https?:\/\//i.test(text)) return part === 'values' ? [piece(text, 0, '')] : []
    return [
      ...(part === 'values' ? [piece(text.slice(0, mark), 0, '')] : []),
      ...split(text.slice(mark + 1), mark + 1),
    ]
  }
  if (!hasParameters(field, text)) return part === 'values' ? [piece(text, 0, '')] : []
  return split(text, 0)

  function split(query: string, offset: number): Piece[] {
    const parameters = lastParametersOf(query)
    if (part === 'names') {
      return parameters
        .filter(({ name }) => name !== '')
        .map(({ name, at }) => piece(name, offset + at - 1 - name.length, ''))
    }
    const pieces = parameters
      .filter(({ value }) => value !== '')
      .map(({ name, value, at }) => piece(value, offset + at, decode(name, plus)))
    return [...pieces, ...repeated(pieces)]
  }
}

/** Values of one name given several times, joined as ASP.NET joins them: a payload cut in pieces is whole again. */
function repeated(pieces: readonly Piece[]): Piece[] {
  const names = new Set<string>()
  const doubled = new Set<string>()
  for (const { name } of pieces) {
    if (name !== '' && names.has(name)) doubled.add(name)
    names.add(name)
  }
  return [...doubled].slice(0, 4).flatMap((name) => {
    const own = pieces.filter((piece) => piece.name === name).slice(0, 32)
    const [first, second] = own
    if (!first || !second || !own.some(({ decoded }) => /\*\/|\/\*|['"`<]/.test(decoded))) return []
    return [{ ...first, decoded: own.map(({ decoded }) => decoded).join(',') }]
  })
}
