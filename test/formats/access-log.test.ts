import { describe, expect, test } from 'vitest'
import type { LogEvent } from '../../contract/event.ts'
import { formats, LineParser } from '../../engine/formats/index.ts'

const arrival = Date.parse('2026-11-21T12:00:00Z')
const time = Date.parse('2026-11-21T09:12:44+01:00')
const stamp = '[21/Nov/2026:09:12:44 +0100]'
const parse = (line: string): LogEvent | undefined => new LineParser().parse(line, arrival)
/** A combined line with this request and user agent. */
const combined = (request: string, agent = 'curl/8.9.1') =>
  `203.0.113.9 - - ${stamp} "${request}" 200 5 "-" "${agent}"`

describe('every format', () => {
  test.each(formats.map((format) => [format.id, format] as const))(
    'reads its own example: %s',
    (_, format) => {
      expect(format.parse(format.example, arrival)).toMatchObject({
        format: format.id,
        sourceIp: '203.0.113.9',
      })
      expect(parse(format.example)?.format).toBe(format.id)
    },
  )

  test('has its own name', () => {
    expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length)
  })
})

describe('an access log line', () => {
  test('in the combined format becomes an event', () => {
    const line = `2001:db8::9 - anna ${stamp} "POST /a/b?c=d&e HTTP/2.0" 302 512 "https://example.org/?q=1" "Mozilla/5.0 (X11)"`
    expect(parse(line)).toEqual({
      time,
      kind: 'http',
      format: 'combined',
      sourceIp: '2001:db8::9',
      user: 'anna',
      method: 'POST',
      target: '/a/b?c=d&e',
      path: '/a/b',
      query: 'c=d&e',
      httpVersion: '2.0',
      status: 302,
      bytes: 512,
      referer: 'https://example.org/?q=1',
      userAgent: 'Mozilla/5.0 (X11)',
    })
  })

  test('in the common format says nothing of what it lacks', () => {
    expect(parse(`203.0.113.9 - - ${stamp} "GET / HTTP/1.0" 304 -`)).toEqual({
      time,
      kind: 'http',
      format: 'common',
      sourceIp: '203.0.113.9',
      method: 'GET',
      target: '/',
      path: '/',
      httpVersion: '1.0',
      status: 304,
    })
  })

  test.each([
    ['shop.example.org:443', 'shop.example.org'],
    ['shop.example.org', 'shop.example.org'],
    ['203.0.113.1', '203.0.113.1'],
    ['[2001:db8::1]:8080', '2001:db8::1'],
    ['*:80', '*'],
  ])('with the virtual host %s before it carries that host', (written, host) => {
    const event = parse(`${written} 203.0.113.9 - - ${stamp} "GET / HTTP/1.1" 200 5 "-" "curl"`)
    expect(event).toMatchObject({
      format: 'vhost-combined',
      host,
      sourceIp: '203.0.113.9',
      userAgent: 'curl',
    })
  })

  test.each([
    ['[17/May/2015:10:05:39 +0000]', '2015-05-17T10:05:39Z'],
    ['[29/Feb/2024:23:59:60 -0330]', '2024-03-01T03:30:00Z'],
    ['[01/Jan/2027:00:00:00 +1400]', '2026-12-31T10:00:00Z'],
  ])('keeps the zone of its time: %s', (written, iso) => {
    expect(parse(`203.0.113.9 - - ${written} "GET / HTTP/1.1" 200 5`)?.time).toBe(Date.parse(iso))
  })

  test.each([
    '[31/Feb/2026:10:00:00 +0000]',
    '[21/Nov/2026:25:00:00 +0000]',
    '[21/Nov/2026:10:6a:00 +0000]',
    '[21/Nov/2026:10:00:00]',
    '[21/Foo/2026:10:00:00 +0000]',
    '[21/Nov/2026 10:00:00 +0000]',
  ])('of no possible time is refused: %s', (written) => {
    expect(parse(`203.0.113.9 - - ${written} "GET / HTTP/1.1" 200 5`)).toBeUndefined()
  })

  test.each([
    ['a response time', `${combined('GET / HTTP/1.1')} 0.004`],
    ['a quoted X-Forwarded-For', `${combined('GET / HTTP/1.1')} "198.51.100.7, 10.0.0.1"`],
    ['several of both', `${combined('GET / HTTP/1.1')} "-" 0.004 0.003 . pipe`],
  ])('may have %s behind it', (_, line) => {
    expect(parse(line)).toMatchObject({ format: 'combined', userAgent: 'curl/8.9.1', status: 200 })
  })

  test.each([
    ['an address with a port', '203.0.113.9:51234', '203.0.113.9'],
    ['a bracketed address with a port', '[2001:db8::9]:51234', '2001:db8::9'],
    ['a name, as Apache writes with HostnameLookups', 'client-7.example.net', 'client-7.example.net'],
    ['a Unix socket', 'unix:', ''],
    ['nothing', '-', ''],
  ])('may name its client by %s', (_, client, sourceIp) => {
    expect(parse(`${client} - - ${stamp} "GET / HTTP/1.1" 200 5`)?.sourceIp).toBe(sourceIp)
  })
})

describe('a request', () => {
  test.each([
    [
      'with blanks in its target',
      'GET /a b c HTTP/1.1',
      { method: 'GET', target: '/a b c', httpVersion: '1.1' },
    ],
    ['without a version', 'GET /old', { method: 'GET', target: '/old' }],
    ['of an unknown method', 'PROPFIND /dav HTTP/1.1', { method: 'PROPFIND', target: '/dav' }],
    ['that is a TLS greeting', '\\x16\\x03\\x01\\x02', { target: '\x16\x03\x01\x02' }],
    ['of another protocol', 'SSH-2.0-Go', { target: 'SSH-2.0-Go' }],
    ['with an escaped replacement character', 'GET /\\xEF\\xBF\\xBD HTTP/1.1', { target: '/\ufffd' }],
    ['with nginx’s escapes', 'GET /\\x22\\x5C\\xC3\\xA9 HTTP/1.1', { target: '/"\\é' }],
    ['with Apache’s escapes', 'GET /\\"\\\\x\\n\\t HTTP/1.1', { target: '/"\\x\n\t' }],
    [
      'whose writer escapes no backslashes',
      'GET /a?s=\\think\\Request&f=..\\boot.ini HTTP/1.1',
      { target: '/a?s=\\think\\Request&f=..\\boot.ini' },
    ],
    ['with bytes that are no UTF-8', 'GET /\\xff\\xfe HTTP/1.1', { target: '/\xff\xfe' }],
    ['with quotes nobody escaped', 'GET /?q="><b> HTTP/1.1', { target: '/?q="><b>', query: 'q="><b>' }],
    ['with a quote and a blank nobody escaped', 'GET /?q=" or 1=1 HTTP/1.1', { target: '/?q=" or 1=1' }],
    ['with a second question mark', 'GET /a?b?c HTTP/1.1', { path: '/a', query: 'b?c' }],
  ])('%s is taken apart', (_, request, expected) => {
    expect(parse(combined(request))).toMatchObject({ ...expected, status: 200, userAgent: 'curl/8.9.1' })
  })

  test('of garbage or of nothing has no method', () => {
    expect(parse(combined('\\x16\\x03'))).not.toHaveProperty('method')
    expect(parse(combined('-'))).not.toHaveProperty('target')
    expect(parse(combined(''))).not.toHaveProperty('target')
  })

  test('cannot be hidden by a user name that looks like a time', () => {
    const line = `203.0.113.9 - x [01/Jan/2000:00:00:00 +0000] ${stamp} "GET /evil HTTP/1.1" 401 5`
    expect(parse(line)).toMatchObject({ time, path: '/evil', user: 'x [01/Jan/2000:00:00:00 +0000]' })
  })

  test.each([
    ['in its target', `203.0.113.9 - - ${stamp} "GET /evil?q=abc`, { path: '/evil', query: 'q=abc' }],
    [
      'in its referer',
      `203.0.113.9 - - ${stamp} "GET /x HTTP/1.1" 200 5 "https://exa`,
      { referer: 'https://exa' },
    ],
    ['in its user agent', `203.0.113.9 - - ${stamp} "GET /x HTTP/1.1" 200 5 "-" "cur`, { userAgent: 'cur' }],
  ])('that its writer cut short %s is read as far as it goes', (_, line, expected) => {
    expect(parse(line)).toMatchObject(expected)
  })
})

describe('a line of no known format', () => {
  test.each([
    ['nothing', ''],
    ['a word', 'hello'],
    ['an error log', '2026/11/21 09:12:44 [error] 812#0: *1 open() failed, client: 203.0.113.9'],
    ['no client', `"; drop - - ${stamp} "GET / HTTP/1.1" 200 5`],
    ['JSON that is no access log', '{"time":"2026-11-21T09:12:44Z","level":"info","path":"/var/lib"}'],
    [
      'a status page as JSON',
      '{"version":6,"address":"203.0.113.9","timestamp":1446249499322,"requests":{"total":1}}',
    ],
    ['broken JSON', '{"remote_addr":"203.0.113.9","request":"GET'],
    ['a JSON list', '[1,2]'],
    ['zero bytes', '\0\0\0'],
  ])('is refused: %s', (_, line) => {
    expect(parse(line)).toBeUndefined()
  })
})

describe('the parser of a source', () => {
  test('remembers what it saw and reads mixed lines all the same', () => {
    const parser = new LineParser()
    for (const format of [...formats, ...formats.toReversed()]) parser.parse(format.example, arrival)
    parser.parse('nonsense', arrival)
    expect(Object.fromEntries(parser.counts)).toEqual(Object.fromEntries(formats.map(({ id }) => [id, 2])))
  })

  test('passes over a byte order mark', () => {
    expect(parse(`\ufeff${combined('GET / HTTP/1.1')}`)?.sourceIp).toBe('203.0.113.9')
  })

  test.each([
    ['blanks', ' '.repeat(2_000_000)],
    ['quotes', `203.0.113.9 - - ${stamp} "${'"'.repeat(2_000_000)}`],
    ['quotes and blanks', `203.0.113.9 - - ${stamp} "${'" '.repeat(1_000_000)}`],
    ['backslashes', `203.0.113.9 - - ${stamp} "GET /${'\\'.repeat(2_000_000)}" 200 5`],
    ['escaped quotes', `203.0.113.9 - - ${stamp} "GET /${'\\"'.repeat(1_000_000)}" 200 5`],
    ['brackets', `203.0.113.9 - ${'[] "'.repeat(500_000)}`],
    ['braces', '{"a":'.repeat(400_000)],
    ['colons', `${'a:'.repeat(1_000_000)} `],
    ['dots', '1.'.repeat(1_000_000)],
    ['an endless syslog user', `Nov 21 09:12:44 h sshd[1]: Failed password for ${' from '.repeat(300_000)}`],
    ['an endless host', `Nov 21 09:12:44 ${'h'.repeat(2_000_000)}`],
    ['an endless auth port', `Nov 21 09:12:44 h sshd[1]: x${' port 1'.repeat(300_000)}`],
  ])('takes no longer for 2 MB of %s than for any line', (_, line) => {
    const before = process.cpuUsage()
    for (let i = 0; i < 10; i++) new LineParser().parse(line, arrival)
    const used = process.cpuUsage(before)
    // Generous: linear time is a few milliseconds, quadratic time would be minutes.
    expect((used.user + used.system) / 1000).toBeLessThan(3000)
  })
})
