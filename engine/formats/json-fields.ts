import type { EpochMs } from '../../contract/event.ts'
import { parseClfTime } from './clf-time.ts'

export type JsonObject = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

let lastLine = ''
let lastObject: JsonObject | undefined

/** The line as a JSON object, or undefined. */
export function parseJsonObject(line: string): JsonObject | undefined {
  if (!line.startsWith('{')) return undefined
  // Each JSON format looks at an unknown line: it is parsed once.
  if (line !== lastLine) {
    lastObject = readJson(line)
    lastLine = line
  }
  return lastObject
}

function readJson(line: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : undefined
  } catch {
    // nginx without escape=json writes `\x22` for a quote: one in a header must not hide the line.
    const mended = line.replace(/\\x([0-9A-Fa-f]{2})/g, '\\u00$1')
    return mended === line ? undefined : readJson(mended)
  }
}

export function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = object?.[key]
  return isObject(value) ? value : undefined
}

/** The first of `keys` that holds text (or a list whose first entry is text); '' and '-' are absent. */
export function textAt(object: JsonObject | undefined, ...keys: string[]): string | undefined {
  if (!object) return undefined
  for (const key of keys) {
    const value = object[key]
    const text: unknown = Array.isArray(value) ? value[0] : value
    if (typeof text === 'string' && text !== '' && text !== '-') return text
  }
  return undefined
}

/** The first of `keys` that holds a number of at least 0, or text that is one. */
export function numberAt(object: JsonObject, ...keys: string[]): number | undefined {
  for (const key of keys) {
    const value = object[key]
    const number = typeof value === 'string' && value !== '' ? Number(value) : value
    if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number
  }
  return undefined
}

export function integerAt(object: JsonObject, ...keys: string[]): number | undefined {
  const number = numberAt(object, ...keys)
  return number === undefined ? undefined : Math.trunc(number)
}

/** A header by its name in lower case, however the writer spells it; Caddy writes lists. */
export function headerAt(headers: JsonObject | undefined, name: string): string | undefined {
  if (!headers) return undefined
  const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === name)
  return key === undefined ? undefined : textAt(headers, key)
}

/** The first of `keys` that holds a time: seconds to nanoseconds since 1970, ISO 8601 or Common Log Format text. */
export function timeAt(object: JsonObject, ...keys: string[]): EpochMs | undefined {
  for (const key of keys) {
    const time = readTime(object[key])
    if (time !== undefined) return time
  }
  return undefined
}

const latest = 8.64e15

function readTime(value: unknown): EpochMs | undefined {
  if (typeof value === 'number') return readNumber(value)
  if (typeof value !== 'string') return undefined
  if (/^\d{1,19}(?:\.\d{1,9})?$/.test(value)) return readNumber(Number(value))
  if (!/^\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:/.test(value)) return parseClfTime(value)
  const time = Date.parse(value)
  return Number.isNaN(time) ? undefined : time
}

function readNumber(value: number): EpochMs | undefined {
  if (!(value > 0)) return undefined
  const ms = value < 1e11 ? value * 1e3 : value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6
  return ms <= latest ? Math.round(ms) : undefined
}

/** Drops absent fields, so that an event holds no undefined. */
export function present<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const kept: { [K in keyof T]?: NonNullable<T[K]> } = {}
  for (const key in fields) {
    const value = fields[key]
    if (value !== undefined && value !== null) kept[key] = value
  }
  return kept
}
