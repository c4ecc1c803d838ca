import type { LogEvent } from '../../contract/event.ts'
import { clfTimeLength, readClfTime } from './clf-time.ts'

const [zero, nine, dot, blank, quote] = [48, 57, 46, 32, 34]
const methods = ['GET', 'POST', 'HEAD'] as const
const versions = ['1.1', '2.0', '1.0'] as const
const longestNumber = 15

const isDigit = (code: number): boolean => code >= zero && code <= nine

/** End of the IPv4 address that the line begins with, 0 where there is none. */
function endOfAddress(line: string): number {
  let at = 0
  for (let part = 1; ; part++) {
    const start = at
    let value = 0
    for (let code = line.charCodeAt(at); isDigit(code) && value <= 255; code = line.charCodeAt(++at))
      value = value * 10 + code - zero
    if (at === start || value > 255 || (line.charCodeAt(start) === zero && at > start + 1)) return 0
    if (part === 4) return at
    if (line.charCodeAt(at++) !== dot) return 0
  }
}

/** The number at `at` that a blank ends, -1 where there is none. */
function numberAt(line: string, at: number): number {
  let value = 0
  let end = at
  for (let code = line.charCodeAt(end); isDigit(code); code = line.charCodeAt(++end))
    value = value * 10 + code - zero
  return end > at && end - at <= longestNumber && line.charCodeAt(end) === blank ? value : -1
}

const startingAt = <T extends string>(list: readonly T[], line: string, at: number): T | undefined => {
  for (const item of list) if (line.startsWith(item, at)) return item
  return undefined
}

/**
 * Reads a combined line as most are: from an IPv4 address, without a user, nothing escaped, a request of a known method
 * and version, an answer with its size, referer and user agent. In one go by the places of its quotes, because this is
 * done for each line there is. Undefined of every other line: `parseAccessLine` reads those, and these just the same.
 */
export function readOrdinaryLine(line: string): LogEvent | undefined {
  const clientEnd = endOfAddress(line)
  if (clientEnd === 0 || !line.startsWith(' - - [', clientEnd) || line.includes('\\')) return undefined
  const timeStart = clientEnd + 6
  const time = readClfTime(line, timeStart)
  const requestStart = timeStart + clfTimeLength + 3
  if (time === undefined || !line.startsWith('] "', requestStart - 3)) return undefined

  const method = startingAt(methods, line, requestStart)
  const requestEnd = line.indexOf('"', requestStart)
  const versionStart = requestEnd - 3
  const version = startingAt(versions, line, versionStart)
  if (method === undefined || version === undefined) return undefined
  const targetStart = requestStart + method.length + 1
  const targetEnd = versionStart - 6
  if (line.charCodeAt(targetStart - 1) !== blank || targetEnd < targetStart) return undefined
  if (!line.startsWith(' HTTP/', targetEnd)) return undefined

  const status = numberAt(line, requestEnd + 2)
  const bytesStart = requestEnd + 6
  // Of three digits: a number with zeros before it is no status.
  if (status < 100 || line.charCodeAt(requestEnd + 1) !== blank || line.charCodeAt(bytesStart - 1) !== blank)
    return undefined
  const bytes = numberAt(line, bytesStart)
  const bytesEnd = line.indexOf(' ', bytesStart)
  if (bytes < 0 || line.charCodeAt(bytesEnd + 1) !== quote) return undefined
  const refererStart = bytesEnd + 2
  const refererEnd = line.indexOf('"', refererStart)
  if (refererEnd === -1 || !line.startsWith('" "', refererEnd)) return undefined
  const agentStart = refererEnd + 3
  const agentEnd = line.indexOf('"', agentStart)
  if (agentEnd === -1 || (agentEnd + 1 < line.length && line.charCodeAt(agentEnd + 1) !== blank))
    return undefined

  const target = line.slice(targetStart, targetEnd)
  const mark = target.indexOf('?')
  const event: { -readonly [K in keyof LogEvent]: LogEvent[K] } = {
    time,
    kind: 'http',
    format: 'combined',
    sourceIp: line.slice(0, clientEnd),
    method,
    target,
    path: mark === -1 ? target : target.slice(0, mark),
    httpVersion: version,
    status,
    bytes,
  }
  if (mark !== -1) event.query = target.slice(mark + 1)
  if (isKnown(line, refererStart, refererEnd)) event.referer = line.slice(refererStart, refererEnd)
  if (isKnown(line, agentStart, agentEnd)) event.userAgent = line.slice(agentStart, agentEnd)
  return event
}

const isKnown = (line: string, start: number, end: number): boolean =>
  end > start + 1 || (end === start + 1 && line[start] !== '-')
