import { readClient } from './client.ts'
import type { Format } from './format.ts'
import { headerAt, integerAt, numberAt, parseJsonObject, present, textAt, timeAt } from './json-fields.ts'
import { splitTarget } from './request.ts'

/** Traefik's JSON access log: `ClientHost`, `RequestPath`, `DownstreamStatus`, headers as `request_Name`. */
export const jsonTraefik: Format = {
  id: 'json-traefik',
  title: 'Traefik JSON',
  example:
    '{"ClientAddr":"203.0.113.9:51234","ClientHost":"203.0.113.9","DownstreamContentSize":5120,"DownstreamStatus":200,"Duration":2100000,"RequestHost":"example.org","RequestMethod":"GET","RequestPath":"/news?id=4","RequestProtocol":"HTTP/2.0","StartUTC":"2026-11-21T08:12:44.12Z","request_User-Agent":"curl/8.9.1"}',
  parse(line) {
    const fields = parseJsonObject(line)
    if (!fields) return undefined
    const path = textAt(fields, 'RequestPath')
    const client = readClient(textAt(fields, 'ClientHost', 'ClientAddr') ?? '-')
    const time = timeAt(fields, 'StartUTC', 'StartLocal', 'time')
    if (client === undefined || time === undefined || path === undefined) return undefined
    const nanoseconds = numberAt(fields, 'Duration')
    return {
      time,
      kind: 'http',
      format: 'json-traefik',
      sourceIp: client,
      ...splitTarget(path),
      ...present({
        method: textAt(fields, 'RequestMethod'),
        httpVersion: textAt(fields, 'RequestProtocol')?.replace('HTTP/', ''),
        user: textAt(fields, 'ClientUsername'),
        status: integerAt(fields, 'DownstreamStatus', 'OriginStatus'),
        bytes: integerAt(fields, 'DownstreamContentSize', 'OriginContentSize'),
        referer: headerAt(fields, 'request_referer'),
        userAgent: headerAt(fields, 'request_user-agent'),
        host: textAt(fields, 'RequestHost', 'RequestAddr'),
        origin: headerAt(fields, 'request_origin'),
        contentType: headerAt(fields, 'request_content-type'),
        durationMs: nanoseconds === undefined ? undefined : nanoseconds / 1e6,
      }),
    }
  },
}
