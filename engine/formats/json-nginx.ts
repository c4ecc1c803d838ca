import { readClient } from './client.ts'
import type { Format } from './format.ts'
import { integerAt, numberAt, parseJsonObject, present, textAt, timeAt } from './json-fields.ts'
import { parseRequest, splitTarget } from './request.ts'

const timeKeys = [
  'time_iso8601',
  'time_local',
  '@timestamp',
  'timestamp',
  'time',
  'ts',
  'date',
  'msec',
] as const

/** A `log_format` of nginx or Apache in JSON: field names are nginx's variables, or the usual short ones. */
export const jsonNginx: Format = {
  id: 'json-nginx',
  title: 'nginx JSON',
  example:
    '{"time_iso8601":"2026-11-21T09:12:44+01:00","remote_addr":"203.0.113.9","request":"GET /news?id=4 HTTP/1.1","status":200,"body_bytes_sent":5120,"http_referer":"","http_user_agent":"curl/8.9.1"}',
  parse(line) {
    const fields = parseJsonObject(line)
    if (!fields) return undefined
    const address = textAt(
      fields,
      'remote_addr',
      'remote_ip',
      'client_ip',
      'clientip',
      'client',
      'remote_host',
      'ip',
    )
    const client = readClient(address ?? '-')
    const requestLine = textAt(fields, 'request')
    const uri = textAt(fields, 'request_uri', 'uri', 'url', 'path')
    const method = textAt(fields, 'request_method', 'method')
    // A file of JSON that is no access log has a time as well, perhaps even a path.
    const isRequest = requestLine !== undefined || (uri !== undefined && (address ?? method) !== undefined)
    const time = isRequest ? timeAt(fields, ...timeKeys) : undefined
    if (client === undefined || time === undefined) return undefined
    const query = textAt(fields, 'args', 'query_string', 'query')
    const target = uri && query && !uri.includes('?') ? `${uri}?${query.replace(/^\?/, '')}` : uri
    const seconds = numberAt(fields, 'request_time')
    return {
      time,
      kind: 'http',
      format: 'json-nginx',
      sourceIp: client,
      ...present({
        method,
        httpVersion: textAt(fields, 'server_protocol', 'protocol')?.replace('HTTP/', ''),
        ...(requestLine === undefined ? splitTarget(target ?? '') : parseRequest(requestLine)),
        user: textAt(fields, 'remote_user', 'user'),
        status: integerAt(fields, 'status', 'response', 'status_code'),
        bytes: integerAt(fields, 'body_bytes_sent', 'bytes_sent', 'bytes', 'size'),
        referer: textAt(fields, 'http_referer', 'http_referrer', 'referer', 'referrer'),
        userAgent: textAt(fields, 'http_user_agent', 'user_agent', 'userAgent', 'useragent', 'agent'),
        host: textAt(fields, 'host', 'http_host', 'vhost', 'server_name'),
        origin: textAt(fields, 'http_origin', 'origin'),
        contentType: textAt(fields, 'http_content_type', 'content_type'),
        body: textAt(fields, 'request_body', 'body'),
        durationMs: seconds === undefined ? undefined : seconds * 1000,
      }),
    }
  },
}
