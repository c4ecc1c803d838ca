import { parseAccessLine } from './access-log.ts'
import type { Format } from './format.ts'

/** `host` or `host:port` before a combined line: Apache's vhost_combined, nginx with $host in front. */
export const vhostCombined: Format = {
  id: 'vhost-combined',
  title: 'Apache/nginx combined with virtual host',
  example:
    'shop.example.org:443 203.0.113.9 - - [21/Nov/2026:09:12:44 +0100] "GET / HTTP/2.0" 200 812 "-" "curl/8.9.1"',
  parse(line) {
    const end = line.indexOf(' ')
    const host = /^([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:]{2,45}\])(?::\d{1,5})?$/.exec(line.slice(0, end))?.[1]
    // A plain combined line has '-' (ident) in second place, not an address.
    if (host === undefined || !/^[0-9A-Fa-f.:]{3,45} \S+ /.test(line.slice(end + 1, end + 400))) return undefined
    return parseAccessLine(line.slice(end + 1), host)
  },
}
