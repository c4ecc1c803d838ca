import { z } from 'zod'
import type { EpochMs } from '../../contract/event.ts'

const JsonObject = z.record(z.string(), z.unknown())
export type JsonObject = z.infer<typeof JsonObject>

/** The line as a JSON object, or undefined. */
export function parseJsonObject(line: string): JsonObject | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JsonObject.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

export const objectAt = (object: JsonObject, key: string): JsonObject | undefined => JsonObject.safeParse(object[key]).data

/** The first of `keys` that holds text (or a list whose first entry is text); '' and '-' are absent. */
export function textAt(object: JsonObject | undefined, ...keys: string[]): string | undefined {
  if (!object) return undefined
  for (const key of keys) {
    const value = object[key]
    const text = Array.isArray(value) ? value[0] : value
    if (typeof text === 'string' && text !== '' && text !== '-') return text
  }
  return undefined
}

/** The first of `keys` that holds a number, or text that is one. */
export function numberAt(object: JsonObject, ...keys: string[]): number | undefined {
  for (const key of keys) {
    const value = object[key]
    const number = typeof value === 'string' && value !== '' ? Number(value) : value
    if (typeof number === 'number' && Number.isFinite(number)) return number
  }
  return undefined
}

/** A header by its name in any case; Caddy writes lists. */
export function headerAt(headers: JsonObject | undefined, name: string): string | undefined {
  if (!headers) return undefined
  const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === name)
  return key === undefined ? undefined : textAt(headers, key)
}

/** Seconds or milliseconds since 1970, or ISO 8601 text. */
export function timeFrom(value: unknown): EpochMs | undefined {
  if (typeof value === 'number') return Math.round(value < 1e11 ? value * 1000 : value)
  if (typeof value !== 'string') return undefined
  if (/^\d+(\.\d+)?$/.test(value)) return timeFrom(Number(value))
  const time = Date.parse(value)
  return Number.isNaN(time) ? undefined : time
}

/** The address without its port: `203.0.113.9:5123` or `[2001:db8::1]:5123`. */
export function withoutPort(address: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1]
  if (bracketed !== undefined) return bracketed
  return /^[\d.]+:\d+$/.test(address) ? address.slice(0, address.lastIndexOf(':')) : address
}

export const integer = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.trunc(value)
