import { readClient } from './client.ts'
import type { Format } from './format.ts'
import {
  headerAt,
  integerAt,
  numberAt,
  objectAt,
  parseJsonObject,
  present,
  textAt,
  timeAt,
} from './json-fields.ts'
import { splitTarget } from './request.ts'

/** Caddy's access log: `ts`, and the request as an object of its own with header lists. */
export const jsonCaddy: Format = {
  id: 'json-caddy',
  title: 'Caddy JSON',
  example:
    '{"level":"info","ts":1795248764.12,"logger":"http.log.access","msg":"handled request","request":{"remote_ip":"203.0.113.9","remote_port":"51234","proto":"HTTP/2.0","method":"GET","host":"example.org","uri":"/news?id=4","headers":{"User-Agent":["curl/8.9.1"]}},"duration":0.0021,"size":5120,"status":200}',
  parse(line) {
    const fields = parseJsonObject(line)
    const request = objectAt(fields, 'request')
    if (!fields || !request) return undefined
    const client = readClient(textAt(request, 'client_ip', 'remote_ip', 'remote_addr') ?? '-')
    const time = timeAt(fields, 'ts', 'time')
    const uri = textAt(request, 'uri')
    if (client === undefined || time === undefined || uri === undefined) return undefined
    const headers = objectAt(request, 'headers')
    const seconds = numberAt(fields, 'duration')
    return {
      time,
      kind: 'http',
      format: 'json-caddy',
      sourceIp: client,
      ...splitTarget(uri),
      ...present({
        method: textAt(request, 'method'),
        httpVersion: textAt(request, 'proto')?.replace('HTTP/', ''),
        user: textAt(fields, 'user_id'),
        status: integerAt(fields, 'status'),
        bytes: integerAt(fields, 'size'),
        referer: headerAt(headers, 'referer'),
        userAgent: headerAt(headers, 'user-agent'),
        host: textAt(request, 'host'),
        origin: headerAt(headers, 'origin'),
        contentType: headerAt(headers, 'content-type'),
        body: textAt(request, 'body'),
        durationMs: seconds === undefined ? undefined : seconds * 1000,
      }),
    }
  },
}
