import { isClient, present } from './access-log.ts'
import { parseClfTime } from './clf-time.ts'
import type { Format } from './format.ts'
import { integer, numberAt, parseJsonObject, textAt, timeFrom } from './json-fields.ts'
import { parseRequest, splitTarget } from './request.ts'

/** A `log_format … escape=json` of nginx: field names are nginx's variables, or the usual short ones. */
export const jsonNginx: Format = {
  id: 'json-nginx',
  title: 'nginx JSON',
  example:
    '{"time_iso8601":"2026-11-21T09:12:44+01:00","remote_addr":"203.0.113.9","request":"GET /news?id=4 HTTP/1.1","status":200,"body_bytes_sent":5120,"http_referer":"","http_user_agent":"curl/8.9.1"}',
  parse(line) {
    const fields = parseJsonObject(line)
    if (!fields) return undefined
    const client = textAt(fields, 'remote_addr', 'remote_ip', 'client_ip', 'clientip', 'client')
    const local = textAt(fields, 'time_local')
    const stamp = fields.time_iso8601 ?? fields['@timestamp'] ?? fields.timestamp ?? fields.time ?? fields.msec
    const time = (local && parseClfTime(local)) || timeFrom(stamp) || parseClfTime(String(stamp ?? ''))
    const line1 = textAt(fields, 'request')
    const uri = textAt(fields, 'request_uri', 'uri', 'url', 'path')
    if (!client || !isClient(client) || !time || (line1 ?? uri) === undefined) return undefined
    const query = textAt(fields, 'args', 'query_string')
    const target = uri && query && !uri.includes('?') ? `${uri}?${query}` : uri
    const seconds = numberAt(fields, 'request_time')
    return {
      time,
      kind: 'http',
      format: 'json-nginx',
      sourceIp: client,
      ...(line1 ? parseRequest(line1) : splitTarget(target ?? '')),
      ...present({
        ...(line1 ? {} : { method: textAt(fields, 'request_method', 'method') }),
        user: textAt(fields, 'remote_user', 'user'),
        status: integer(numberAt(fields, 'status', 'response', 'status_code')),
        bytes: integer(numberAt(fields, 'body_bytes_sent', 'bytes_sent', 'bytes', 'size')),
        referer: textAt(fields, 'http_referer', 'http_referrer', 'referer', 'referrer'),
        userAgent: textAt(fields, 'http_user_agent', 'user_agent', 'agent'),
        host: textAt(fields, 'host', 'http_host', 'server_name'),
        origin: textAt(fields, 'http_origin', 'origin'),
        contentType: textAt(fields, 'http_content_type', 'content_type'),
        body: textAt(fields, 'request_body', 'body'),
        durationMs: seconds === undefined ? undefined : seconds * 1000,
      }),
    }
  },
}
