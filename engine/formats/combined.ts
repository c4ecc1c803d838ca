import { parseAccessLine } from './access-log.ts'
import type { Format } from './format.ts'
import { readOrdinaryLine } from './ordinary-line.ts'

export const combined: Format = {
  id: 'combined',
  title: 'Apache/nginx combined',
  example:
    '203.0.113.9 - anna [21/Nov/2026:09:12:44 +0100] "GET /news?id=4 HTTP/1.1" 200 5120 "https://example.org/" "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"',
  parse(line) {
    const event = readOrdinaryLine(line) ?? parseAccessLine(line)
    return event?.format === 'combined' ? event : undefined
  },
}
