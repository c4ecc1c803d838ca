import { parseAccessLine } from './access-log.ts'
import type { Format } from './format.ts'

export const common: Format = {
  id: 'common',
  title: 'Apache/nginx common',
  example: '203.0.113.9 - - [21/Nov/2026:09:12:44 +0100] "GET /news HTTP/1.1" 200 5120',
  parse(line) {
    const event = parseAccessLine(line)
    return event?.format === 'common' ? event : undefined
  },
}
