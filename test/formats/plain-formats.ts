/** Slow references for the readers of parts of a line, as their descriptions say. */
import { isIP } from 'node:net'

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** By the calendar of `Date`: a day that it moves into the next month is none. */
export function parseClfTimePlainly(text: string): number | undefined {
  const [, day, month = '', year, hour, minute, second, sign, zoneHours, zoneMinutes] =
    /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})$/.exec(text) ?? []
  if (day === undefined || !months.includes(month)) return undefined
  const date = new Date(Date.UTC(Number(year), months.indexOf(month), Number(day)))
  if (date.getUTCDate() !== Number(day)) return undefined
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined
  const zone = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1)
  return date.getTime() + ((Number(hour) * 60 + Number(minute) - zone) * 60 + Number(second)) * 1000
}

/** Character by character: a backslash takes the next one with it. */
export function endOfQuotedPlainly(line: string, start: number): number {
  for (let at = start; at < line.length; at++) {
    if (line[at] === '\\') at++
    else if (line[at] === '"' && (at + 1 === line.length || line[at + 1] === ' ')) return at
  }
  return -1
}

export function parseRequestPlainly(line: string): Record<string, string> {
  if (line === '' || line === '-') return {}
  const split = (target: string) => {
    const [path = '', ...rest] = target.split('?')
    return { target, path, ...(rest.length > 0 && { query: rest.join('?') }) }
  }
  const words = line.split(' ')
  const [method = ''] = words
  if (words.length < 2 || !/^[A-Za-z][A-Za-z-]{0,31}$/.test(method)) return split(line)
  const last = words.at(-1) ?? ''
  const hasVersion = words.length > 2 && last.startsWith('HTTP/')
  const target = words.slice(1, hasVersion ? -1 : undefined).join(' ')
  return { method, ...split(target), ...(hasVersion && { httpVersion: last.slice(5, 15) }) }
}

export function readClientPlainly(text: string): string | undefined {
  if (['-', 'unix:', '@'].includes(text)) return ''
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text)?.[1]
  const address = isIP(text) ? text : (bracketed ?? text.replace(/^([^:]+):\d{1,5}$/, '$1'))
  const isName = /^\w(?:[\w.-]{0,251}[A-Za-z0-9])?$/.test(address)
  return isIP(address) || isName ? address : undefined
}
