import { isIP } from 'node:net'
import type { FormatId, LogEvent } from '../../contract/event.ts'
import { parseClfTime } from './clf-time.ts'
import { endOfQuoted, unescapeLog } from './quoted.ts'
import { parseRequest } from './request.ts'

const hostName = /^[A-Za-z0-9._-]{1,253}$/

/** An address, or the name that Apache writes with HostnameLookups. */
export const isClient = (text: string): boolean => isIP(text) !== 0 || hostName.test(text)

const known = (text: string): string | undefined => (text === '-' || text === '' ? undefined : text)

/** Drops absent fields, so that an event holds no undefined. */
export function present<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const kept: { [K in keyof T]?: NonNullable<T[K]> } = {}
  for (const key in fields) {
    const value = fields[key]
    if (value !== undefined && value !== null) kept[key] = value
  }
  return kept
}

/**
 * The part that common and combined lines share, from the client address on:
 * `host ident user [time] "request" status bytes ["referer" "user agent" …]`. Further fields are passed over.
 */
export function parseAccessLine(line: string, host?: string): LogEvent | undefined {
  const open = line.indexOf('[')
  const close = line.indexOf('] "', open)
  if (open < 5 || close === -1) return undefined
  const [client, , ...userParts] = line.slice(0, open - 1).split(' ')
  if (client === undefined || userParts.length === 0 || !isClient(client)) return undefined
  const time = parseClfTime(line.slice(open + 1, close))
  if (time === undefined) return undefined

  const requestEnd = endOfQuoted(line, close + 3)
  if (requestEnd === -1) return undefined
  const request = unescapeLog(line.slice(close + 3, requestEnd))
  const afterBytes = line.indexOf(' "', requestEnd + 1)
  const [status, bytes] = line.slice(requestEnd + 2, afterBytes === -1 ? undefined : afterBytes).split(' ')
  if (status === undefined || !/^\d{3}$|^-$/.test(status)) return undefined

  let referer: string | undefined
  let userAgent: string | undefined
  if (afterBytes !== -1) {
    const refererEnd = endOfQuoted(line, afterBytes + 2)
    if (refererEnd !== -1) {
      referer = known(unescapeLog(line.slice(afterBytes + 2, refererEnd)))
      const agentStart = line.indexOf('"', refererEnd + 1)
      const agentEnd = agentStart === -1 ? -1 : endOfQuoted(line, agentStart + 1)
      if (agentStart !== -1) {
        userAgent = known(unescapeLog(line.slice(agentStart + 1, agentEnd === -1 ? undefined : agentEnd)))
      }
    }
  }
  const isCombined = afterBytes !== -1
  const format: FormatId = host !== undefined ? 'vhost-combined' : isCombined ? 'combined' : 'common'
  return {
    time,
    kind: 'http',
    format,
    sourceIp: client,
    ...parseRequest(request),
    ...present({
      user: known(userParts.join(' ')),
      status: status === '-' ? undefined : Number(status),
      bytes: bytes !== undefined && /^\d+$/.test(bytes) ? Number(bytes) : undefined,
      referer,
      userAgent,
      host,
    }),
  }
}
