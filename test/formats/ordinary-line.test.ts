import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAccessLine } from '../../engine/formats/access-log.ts'
import { readOrdinaryLine } from '../../engine/formats/ordinary-line.ts'

const oneOf = (...texts: string[]) => fc.constantFrom(...texts)
const anything = fc.string({ unit: 'binary', maxLength: 8 })
/** Mostly what is usual in its place, at times what is nearly so, at times anything. */
const part = (usual: fc.Arbitrary<string>, nearly: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 12, arbitrary: usual },
    { weight: 2, arbitrary: nearly },
    { weight: 1, arbitrary: anything },
  )

const line = fc
  .tuple(
    part(fc.ipV4(), oneOf('1.2.3', '1.2.3.4.5', '01.2.3.4', '256.1.1.1', '::1', 'host', '-', '1.2.3.4:80')),
    part(oneOf(' - - ['), oneOf(' - anna [', ' - a b [', ' x - [', '  - [', ' - - ] "[')),
    part(
      oneOf('21/Nov/2026:09:12:44 +0100', '17/May/2015:23:59:60 -0330'),
      oneOf('31/Feb/2026:10:00:00 +0000', '21/Nov/2026:24:00:00 +0000', '21/Nov/2026:09:12:44 +010', ''),
    ),
    part(oneOf('] "'), oneOf(']"', ']  "')),
    part(oneOf('GET ', 'POST ', 'HEAD '), oneOf('GET', 'PUT ', 'get ', 'GET  ', 'HEADS ', '')),
    part(
      oneOf('/', '/a?b=c', '/?', '/a b?c?d', '*'),
      oneOf('', '"', '/?q="x', '/\\x22', '/é東', '/?a=" 200 5 "'),
    ),
    part(
      oneOf(' HTTP/1.1', ' HTTP/2.0', ' HTTP/1.0'),
      oneOf(' HTTP/1.15', ' HTTP/3', 'HTTP/1.1', ' HTTP/ 1.1', ' HTTP/1.1 ', ''),
    ),
    part(
      oneOf('" 200 5 "', '" 404 0 "'),
      oneOf('" 20  5 "', '" 007 5 "', '" 2000 5 "', '" 200 - "', '" - - "', '" 200 "'),
    ),
    part(oneOf('-', 'https://example.org/?q=1', ''), oneOf('--', '"', 'a" "b', '\\"', ' ')),
    part(oneOf('" "'), oneOf('"  "', '" x "', '"', '')),
    part(oneOf('-', 'curl/8.9.1', 'Mozilla/5.0 (X11)', ''), oneOf('"', '" "', 'a" b', '\\')),
    part(oneOf('"', '" 0.004', '" "-"'), oneOf('', '"x', '""', '"\t')),
  )
  .map((parts) => parts.join(''))

test('an ordinary line is read as the reader of every line reads it', () => {
  let read = 0
  fc.assert(
    fc.property(line, (text) => {
      const event = readOrdinaryLine(text)
      if (!event) return
      read++
      expect(event).toEqual(parseAccessLine(text))
    }),
    { numRuns: 20_000 },
  )
  // Else nothing was compared.
  expect(read).toBeGreaterThan(1000)
})

test('a line cut anywhere leaves nothing behind for the next one', () => {
  const whole = '203.0.113.9 - - [21/Nov/2026:09:12:44 +0100] "GET /a?b HTTP/1.1" 200 5 "-" "curl/8.9.1"'
  const expected = parseAccessLine(whole)
  for (let end = 0; end <= whole.length; end++) {
    const cut = whole.slice(0, end)
    const event = readOrdinaryLine(cut)
    if (event) expect(event).toEqual(parseAccessLine(cut))
    expect(readOrdinaryLine(whole)).toEqual(expected)
  }
})
