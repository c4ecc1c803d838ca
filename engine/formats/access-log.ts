import type { FormatId, LogEvent } from '../../contract/event.ts'
import { clfTimeLength, parseClfTime } from './clf-time.ts'
import { readClient, readVirtualHost } from './client.ts'
import { endOfQuoted, unescapeLog } from './quoted.ts'
import { parseRequest } from './request.ts'

/** `status` or `status bytes`, the end of the line or a blank behind it. */
const answer = /^ (\d{3}|-)(?: (\d{1,15}|-))?(?= |$)/

/**
 * The part that common and combined lines share, from the client address on:
 * `host ident user [time] "request" status bytes ["referer" "user agent" …]`. Further fields are passed over. Of a
 * line that its writer cut short, what is there is read.
 */
export function parseAccessLine(line: string, host?: string): LogEvent | undefined {
  // Writers escape quotes, so the first `] "` ends the time, whatever user name an attacker sends before it.
  const close = line.indexOf('] "')
  const open = close - clfTimeLength - 1
  if (open < 5 || line[open] !== '[' || line[open - 1] !== ' ') return undefined
  const time = parseClfTime(line.slice(open + 1, close))
  if (time === undefined) return undefined
  const clientEnd = line.indexOf(' ')
  const userStart = line.indexOf(' ', clientEnd + 1) + 1
  if (userStart === 0 || userStart >= open) return undefined
  if (host === undefined && readVirtualHost(line) !== undefined) return undefined
  const sourceIp = readClient(line.slice(0, clientEnd))
  if (sourceIp === undefined) return undefined

  const requestEnd = endOfRequest(line, close + 3)
  const request = line.slice(close + 3, requestEnd === -1 ? undefined : requestEnd)
  const [answered = '', status, bytes] =
    requestEnd === -1 ? [] : (answer.exec(line.slice(requestEnd + 1, requestEnd + 24)) ?? [])
  const refererStart = requestEnd === -1 ? -1 : line.indexOf(' "', requestEnd + 1 + answered.length) + 2
  const isCombined = refererStart > 1
  const refererEnd = isCombined ? endOfQuoted(line, refererStart) : -1
  const agentStart = refererEnd === -1 ? -1 : line.indexOf('"', refererEnd + 1) + 1
  const agentEnd = agentStart > 0 ? endOfQuoted(line, agentStart) : -1

  const format: FormatId = host !== undefined ? 'vhost-combined' : isCombined ? 'combined' : 'common'
  const event: { -readonly [K in keyof LogEvent]: LogEvent[K] } = {
    time,
    kind: 'http',
    format,
    sourceIp,
    ...parseRequest(unescapeLog(request)),
  }
  const user = known(line.slice(userStart, open - 1))
  if (user !== undefined) event.user = user
  if (status !== undefined && status !== '-') event.status = Number(status)
  if (bytes !== undefined && bytes !== '-') event.bytes = Number(bytes)
  if (isCombined) {
    const referer = known(line.slice(refererStart, refererEnd === -1 ? undefined : refererEnd))
    if (referer !== undefined) event.referer = referer
  }
  if (agentStart > 0) {
    const userAgent = known(line.slice(agentStart, agentEnd === -1 ? undefined : agentEnd))
    if (userAgent !== undefined) event.userAgent = userAgent
  }
  if (host !== undefined) event.host = host
  return event
}

const known = (text: string): string | undefined =>
  text === '-' || text === '' ? undefined : unescapeLog(text)

/**
 * End of the request: the first closing quote that an answer follows. Where the writer escapes quotes that is the
 * first one; where it does not, a quote in the request is not its end. -1 where the line ends before.
 */
function endOfRequest(line: string, start: number): number {
  for (let end = endOfQuoted(line, start); end !== -1; end = endOfQuoted(line, end + 1)) {
    if (end + 1 === line.length || answer.test(line.slice(end + 1, end + 24))) return end
  }
  return -1
}
