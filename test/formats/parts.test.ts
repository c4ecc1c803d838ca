import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseClfTime, readClfTime } from '../../engine/formats/clf-time.ts'
import { readClient } from '../../engine/formats/client.ts'
import { jsonCaddy } from '../../engine/formats/json-caddy.ts'
import { jsonNginx } from '../../engine/formats/json-nginx.ts'
import { jsonTraefik } from '../../engine/formats/json-traefik.ts'
import { endOfQuoted, unescapeLog } from '../../engine/formats/quoted.ts'
import { parseRequest } from '../../engine/formats/request.ts'
import { parseSyslogTime } from '../../engine/formats/syslog-time.ts'
import {
  endOfQuotedPlainly,
  parseClfTimePlainly,
  parseRequestPlainly,
  readClientPlainly,
} from './plain-formats.ts'

const runs = { numRuns: 2000 }
const madeOf = (...shards: string[]) =>
  fc
    .array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...shards) },
        fc.string({ unit: 'binary', maxLength: 3 }),
      ),
      { maxLength: 14 },
    )
    .map((parts) => parts.join(''))

/** A text of which one character may be another. */
const spoilt = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(text, fc.nat(), fc.constantFrom(undefined, '', '0', '9', ':', ' ', '-', '/', 'x'))
    .map(([whole, at, char]) => {
      const index = at % Math.max(1, whole.length)
      return char === undefined ? whole : whole.slice(0, index) + char + whole.slice(index + 1)
    })

const two = (max: number) => fc.nat({ max }).map((n) => String(n).padStart(2, '0'))
const month = fc.constantFrom('Jan', 'Feb', 'Apr', 'Aug', 'Dec', 'Foo', 'jan')
const clfTime = fc
  .tuple(two(32), month, fc.constantFrom('1970', '2024', '2026', '0099'), two(24), two(60), two(61))
  .chain(([day, name, year, hour, minute, second]) =>
    fc
      .constantFrom('+0000', '-0330', '+1400', '+9999')
      .map((zone) => `${day}/${name}/${year}:${hour}:${minute}:${second} ${zone}`),
  )

describe('on any text, as the slow reference reads it,', () => {
  test('the time of an access log is read, wherever in a line it stands', () => {
    fc.assert(
      fc.property(spoilt(clfTime), fc.string({ maxLength: 5 }), (text, before) => {
        const expected = parseClfTimePlainly(text)
        expect(parseClfTime(text)).toBe(expected)
        if (text.length === 26) expect(readClfTime(`${before}${text} "`, before.length)).toBe(expected)
      }),
      runs,
    )
  })

  test('the end of a quoted field is found', () => {
    fc.assert(
      fc.property(madeOf('"', '" ', '\\', '\\"', '\\\\', 'a', ' '), fc.nat({ max: 3 }), (line, start) => {
        expect(endOfQuoted(line, start)).toBe(endOfQuotedPlainly(line, start))
      }),
      runs,
    )
  })

  test('a request is taken apart', () => {
    fc.assert(
      fc.property(
        madeOf('GET', ' ', '/', '?', 'a=b', 'HTTP/', '1.1', '-', 'M-SEARCH', ' HTTP/1.1'),
        (line) => {
          expect(parseRequest(line)).toEqual(parseRequestPlainly(line))
        },
      ),
      runs,
    )
  })

  test('a client is read', () => {
    const client = fc.oneof(
      spoilt(fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain())),
      madeOf('1', '.', ':', '[', ']', '::1', ':80', 'a', '-', '_', 'unix:', '@'),
    )
    fc.assert(
      fc.property(client, (text) => {
        expect(readClient(text)).toBe(readClientPlainly(text))
      }),
      runs,
    )
  })
})

test('what nginx or Apache escaped is as it was', () => {
  const hex = (byte: number) => `\\x${byte.toString(16).padStart(2, '0')}`
  const asNginx = (text: string) =>
    [...Buffer.from(text)]
      .map((byte) =>
        byte < 32 || byte > 126 || byte === 34 || byte === 92 ? hex(byte) : String.fromCharCode(byte),
      )
      .join('')
  const asApache = (text: string) => asNginx(text).replaceAll('\\x22', '\\"').replaceAll('\\x5c', '\\\\')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
      expect(unescapeLog(asNginx(text))).toBe(text.toWellFormed())
      expect(unescapeLog(asApache(text))).toBe(text.toWellFormed())
    }),
    runs,
  )
})

test('the time of a syslog line is in the year nearest to arrival', () => {
  const day = 86_400_000
  const arrival = fc.integer({ min: Date.UTC(2001, 0, 1), max: Date.UTC(2090, 0, 1) })
  fc.assert(
    fc.property(arrival, fc.integer({ min: -170 * day, max: 170 * day }), (at, ago) => {
      const time = new Date(Math.floor((at - ago) / 1000) * 1000)
      // The hour that a clock set back goes through twice names two times.
      const [name = '', date = '', clock = ''] = [
        ...[time.toDateString().slice(4, 7), time.toDateString().slice(8, 10)],
        time.toTimeString().slice(0, 8),
      ]
      const read = parseSyslogTime(`${name} ${date} ${clock}`, at)
      expect(new Date(read ?? 0).toString().slice(0, 24)).toBe(time.toString().slice(0, 24))
    }),
  )
})

test.each([jsonCaddy, jsonNginx, jsonTraefik].map((format) => [format.id, format] as const))(
  '%s reads its fields whatever else stands beside them, and nothing throws on other JSON',
  (_, format) => {
    const expected = format.parse(format.example, 0)
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().map((name) => `x-${name}`),
          fc.jsonValue(),
        ),
        (others) => {
          const line = JSON.stringify({ ...others, ...JSON.parse(format.example) })
          expect(format.parse(line, 0)).toEqual(expected)
        },
      ),
    )
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom(...Object.keys(JSON.parse(format.example))),
        (value, name) => {
          format.parse(JSON.stringify(value), 0)
          format.parse(JSON.stringify({ ...JSON.parse(format.example), [name]: value }), 0)
        },
      ),
    )
  },
)
