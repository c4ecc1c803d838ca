import type { EpochMs, FormatId } from '../../contract/event.ts'
import { clfTimeLength, parseClfTime } from './clf-time.ts'
import { readClient } from './client.ts'
import { LineParser } from './index.ts'
import { parseJsonObject } from './json-fields.ts'
import { syslogHead } from './sshd.ts'

/** The time of an access log, as far as it can be recognised where something in it is wrong. */
const timeLike = /\[\S{2}\/\S{3}\//

/** Characters of a line that a sentence quotes. */
const quoted = (text: string): string => `'${text.length > 60 ? `${text.slice(0, 60)}…` : text}'`

/**
 * Why a line is of no format, in one sentence. Only for lines that no parser takes.
 * @param wanted the one format that was tried, where not all were
 */
export function whyUnknown(line: string, arrival: EpochMs, wanted?: FormatId): string {
  const other = wanted === undefined ? undefined : new LineParser().parse(line, arrival)?.format
  if (other !== undefined) return `It is not read as ${wanted}; it would be as ${other}.`
  const text = line.startsWith('\ufeff') ? line.slice(1) : line
  if (text.trim() === '') return 'The line is empty.'
  if (text.startsWith('gAAAAA'))
    return 'It is a sealed token: add its file as a sealed source, with its key, and it is opened first.'
  if (text.startsWith('{')) return whyNoJson(text)
  const syslog = syslogHead(text)
  if (syslog) return whyNoAuth(syslog)
  if (timeLike.test(text)) return whyNoAccess(text)
  return `It begins like no format that is read (${quoted(text)}): an access log begins with the client or the virtual host, JSON with {, an auth log with its time.`
}

function whyNoJson(text: string): string {
  if (!parseJsonObject(text)) return 'It begins like JSON, but is not one whole JSON object on one line.'
  return 'It is JSON, but no access log: it needs a time, and a request or a path with a client or method, under the names that docs/formats.md lists.'
}

function whyNoAuth({ program, stamp }: { program: string; stamp: string }): string {
  const isTime = `its time ${quoted(stamp)} may be none, or`
  return `It is a syslog line of ${quoted(program)}: ${isTime} it is not one of the programs that write to an auth log, and of syslog only these are read.`
}

function whyNoAccess(text: string): string {
  const close = text.indexOf('] "')
  if (close === -1)
    return 'It has the time of an access log, but not the quoted request that follows it: [time] "GET / HTTP/1.1".'
  const time = text.slice(Math.max(0, text.lastIndexOf('[', close) + 1), close)
  if (time.length !== clfTimeLength || parseClfTime(time) === undefined)
    return `Its time ${quoted(time)} is none: an access log writes it as 21/Nov/2026:09:12:44 +0100.`
  const client = text.slice(0, Math.max(0, text.indexOf(' ')))
  if (readClient(client) === undefined)
    return `Its first word ${quoted(client)} is neither an address nor a host name: an access log begins with the client.`
  return 'Before its time stand other fields than an access log has: client, ident and user, or a virtual host and these.'
}
