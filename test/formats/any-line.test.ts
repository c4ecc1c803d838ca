import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogEvent } from '../../contract/event.ts'
import { formats, LineParser } from '../../engine/formats/index.ts'

const arrival = Date.parse('2026-11-21T12:00:00Z')

/** A known line in which a piece was replaced by anything: nearer to what an attacker sends than pure noise. */
const spoilt = fc
  .record({
    line: fc.constantFrom(...formats.map(({ example }) => example)),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 12 }),
    piece: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '"',
        '\\',
        '" 200 ',
        '] "',
        '\\x',
        '[',
        '{',
        '-',
        ' from 1.2.3.4 port 5',
        '\u0000',
        '%00',
        '?',
      ),
    ),
  })
  .map(({ line, at, length, piece }) => {
    const start = Math.floor(at * line.length)
    return line.slice(0, start) + piece + line.slice(start + length)
  })

function check(event: LogEvent): void {
  expect(Number.isFinite(event.time)).toBe(true)
  expect(() => new Date(event.time).toISOString()).not.toThrow()
  expect(Object.values(event)).not.toContain(undefined)
  const { target, path, query, status } = event
  expect(target).toBe(query === undefined ? path : `${path}?${query}`)
  if (status !== undefined) expect(Number.isInteger(status)).toBe(true)
}

test('any line is either read into a sound event or refused, and nothing throws', () => {
  const parser = new LineParser()
  fc.assert(
    fc.property(fc.oneof(spoilt, fc.string({ unit: 'binary' })), (line) => {
      const event = parser.parse(line, arrival)
      if (event) check(event)
    }),
    { numRuns: 3000 },
  )
})

test('what is detected of a line does not depend on the lines before it', () => {
  const parser = new LineParser()
  fc.assert(
    fc.property(spoilt, (line) => {
      expect(parser.parse(line, arrival)).toEqual(new LineParser().parse(line, arrival))
    }),
    { numRuns: 3000 },
  )
})
