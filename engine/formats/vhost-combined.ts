import { parseAccessLine } from './access-log.ts'
import { readVirtualHost } from './client.ts'
import type { Format } from './format.ts'

/** `host` or `host:port` before a combined line: Apache's vhost_combined, nginx with $host in front. */
export const vhostCombined: Format = {
  id: 'vhost-combined',
  title: 'Apache/nginx combined with virtual host',
  example:
    'shop.example.org:443 203.0.113.9 - - [21/Nov/2026:09:12:44 +0100] "GET / HTTP/2.0" 200 812 "-" "curl/8.9.1"',
  parse(line) {
    const host = readVirtualHost(line)
    return host === undefined ? undefined : parseAccessLine(line.slice(line.indexOf(' ') + 1), host)
  },
}
