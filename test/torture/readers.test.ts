import { isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leavesOf } from '../../detectors/reading/json.ts'
import { decode } from '../../detectors/reading/layers.ts'
import { decodePercent } from '../../detectors/reading/percent.ts'
import { parseClfTime } from '../../engine/formats/clf-time.ts'
import { readClient } from '../../engine/formats/client.ts'
import { unescapeLog } from '../../engine/formats/quoted.ts'
import { splitTarget } from '../../engine/formats/request.ts'
import { extent, isLong, patience, sayExtent, seed } from './extent.ts'
import { fill, hostileText, units } from './hostile-text.ts'
import { asLine, readers, readLine, sizeOf } from './readers.ts'

sayExtent('Readers')
const timeout = patience

/** An answer may repeat its text in several forms (event, steps, findings), but not multiply it. */
const mostGrowth = 40
/** The most that is listed of a short text: 40 tags with 24 attributes each. */
const mostListed = 40_000

describe('any text', () => {
  test.each(readers)('is read without an error, into a bounded answer: %s', { timeout }, (_, read) => {
    fc.assert(
      fc.property(hostileText(2_000), (text) => {
        expect(sizeOf(read(text))).toBeLessThan(mostGrowth * text.length + mostListed)
      }),
      { numRuns: extent(60, 20_000), seed },
    )
  })
})

describe('well-formed text is read as its reference reads it', () => {
  const wellFormed = fc.string({ unit: 'grapheme' }).filter((text) => text.isWellFormed())
  const options = { numRuns: extent(200, 20_000), seed }

  test('percent encoding, by decodeURIComponent', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        const encoded = encodeURIComponent(text)
        expect(decodePercent(encoded)).toBe(decodeURIComponent(encoded))
      }),
      options,
    )
  })

  test('all layers, which leave nothing of an encoding over and change nothing twice', () => {
    fc.assert(
      fc.property(hostileText(60), (text) => {
        const plain = text.replace(/[%&\\+\uff01-\uff5e]/g, '')
        expect(decode(encodeURIComponent(encodeURIComponent(plain.toWellFormed())), true)).toBe(
          plain.toWellFormed(),
        )
      }),
      options,
    )
  })

  test('what a log writer escaped, as bytes in \\xHH', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        const escaped = [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
        expect(unescapeLog(escaped.join(''))).toBe(Buffer.from(text).toString())
      }),
      options,
    )
  })

  test('JSON, by JSON.parse', () => {
    fc.assert(
      fc.property(fc.dictionary(wellFormed, wellFormed, { maxKeys: 20 }), (object) => {
        expect(leavesOf(JSON.stringify(object))).toEqual(Object.entries(object).flat())
      }),
      options,
    )
  })

  test('times of the Common Log Format, by Date', () => {
    const between = { min: new Date('1970-01-02'), max: new Date('2100-01-01'), noInvalidDate: true }
    fc.assert(
      fc.property(fc.date(between), (date) => {
        const [, day, month, year, clock] = /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(date.toUTCString()) ?? []
        const time = parseClfTime(`${day}/${month}/${year}:${clock} +0000`)
        expect(time).toBe(Math.floor(date.getTime() / 1000) * 1000)
      }),
      options,
    )
  })

  test('addresses, by node:net', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        expect(isIP(address)).toBeGreaterThan(0)
        expect(readClient(address)).toBe(address)
      }),
      options,
    )
  })

  test('a target, which is its path and query again', () => {
    fc.assert(
      fc.property(hostileText(200), (text) => {
        const { target, path, query } = splitTarget(text)
        expect(query === undefined ? path : `${path}?${query}`).toBe(target)
      }),
      options,
    )
  })
})

let readings = 0

/** The shortest of a few readings: what else the machine does only adds to it. Some readers keep their last answer. */
function leastMs(read: (text: string) => unknown, text: string, runs: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run++) {
    const fresh = `${text}${readings++}`
    const start = performance.now()
    read(fresh)
    least = Math.min(least, performance.now() - start)
  }
  return least
}

/** Below this there is nothing to measure; a quadratic reader takes ten times as long for 64 KB. */
const measurableMs = 25
/** Twice the text takes twice the time of a linear reader, and four times that of a quadratic one. */
const mostRatio = 3.2

describe('twice the text does not take four times as long', () => {
  const chosen = isLong ? units : units.filter((_, i) => (i + seed) % 12 === 0)
  test.each(readers)('of 64 KB and 32 KB, whatever is repeated in it: %s', { timeout }, (_, read) => {
    const steep: string[] = []
    for (const unit of chosen) {
      const whole = fill(unit, 65_536)
      const half = whole.slice(0, 32_768)
      const isSteep = (runs: number): boolean => {
        const long = leastMs(read, whole, runs)
        return long >= measurableMs && long > mostRatio * leastMs(read, half, runs)
      }
      if (isSteep(1) && isSteep(3) && isSteep(8)) steep.push(JSON.stringify(unit))
    }
    expect(steep).toEqual([])
  })
})

if (isLong) test('no line of up to 64 KB takes over 50 ms', { timeout }, noLineIsSlow)

function noLineIsSlow(): void {
  let slowest = 0
  const slow: string[] = []
  const check = (text: string): void => {
    for (const line of [text, asLine(text.slice(0, 21_800))]) {
      let took = leastMs(readLine, line, 1)
      if (took > 50) took = leastMs(readLine, line, 5)
      slowest = Math.max(slowest, took)
      if (took > 50) slow.push(`${JSON.stringify(text.slice(0, 60))} took ${took.toFixed(0)} ms`)
    }
  }
  for (const unit of units) check(fill(unit, 65_536))
  fc.assert(fc.property(hostileText(65_000), check), { numRuns: 10_000, seed })
  expect(slow).toEqual([])
  console.info(`The slowest line took ${slowest.toFixed(1)} ms.`)
}
