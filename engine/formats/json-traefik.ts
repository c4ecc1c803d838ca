import { isClient, present } from './access-log.ts'
import type { Format } from './format.ts'
import { integer, numberAt, parseJsonObject, textAt, timeFrom, withoutPort } from './json-fields.ts'
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
    const client = textAt(fields, 'ClientHost', 'ClientAddr')
    const address = client && withoutPort(client)
    const time = timeFrom(fields.StartUTC ?? fields.StartLocal ?? fields.time)
    const path = textAt(fields, 'RequestPath')
    if (!address || !isClient(address) || !time || path === undefined) return undefined
    const nanoseconds = numberAt(fields, 'Duration')
    return {
      time,
      kind: 'http',
      format: 'json-traefik',
      sourceIp: address,
      ...splitTarget(path),
      ...present({
        method: textAt(fields, 'RequestMethod'),
        httpVersion: textAt(fields, 'RequestProtocol')?.replace('HTTP/', ''),
        user: textAt(fields, 'ClientUsername'),
        status: integer(numberAt(fields, 'DownstreamStatus', 'OriginStatus')),
        bytes: integer(numberAt(fields, 'DownstreamContentSize', 'OriginContentSize')),
        referer: textAt(fields, 'request_Referer'),
        userAgent: textAt(fields, 'request_User-Agent'),
        host: textAt(fields, 'RequestHost', 'RequestAddr'),
        origin: textAt(fields, 'request_Origin'),
        contentType: textAt(fields, 'request_Content-Type'),
        durationMs: nanoseconds === undefined ? undefined : nanoseconds / 1e6,
      }),
    }
  },
}
