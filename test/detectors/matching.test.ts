import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogEvent } from '../../contract/event.ts'
import { detectors } from '../../detectors/index.ts'
import { LiteralScanner } from '../../detectors/matching/literals.ts'
import { createMatching } from '../../detectors/matching/matching.ts'
import { Memory } from '../../detectors/matching/memory.ts'
import { createTraffic } from '../../engine/collectors/generator/index.ts'
import { LineParser } from '../../engine/formats/index.ts'
import { matchPlainly } from './plain-matching.ts'

const match = createMatching(detectors, new Set())
const blank: LogEvent = { time: 0, kind: 'http', format: 'combined', sourceIp: '203.0.113.9' }

/** Pieces of which attacks and innocent texts are made, and the characters between them. */
const shards = [
  ...detectors.flatMap(({ signatures }) => signatures.flatMap(({ signs }) => signs)),
  ...[
    'a',
    'id',
    'name=',
    '&',
    '&&',
    '=',
    '+',
    '%',
    '%2',
    '%2f',
    '%253c',
    '\\',
    '&#x3c;',
    '&lt;',
    '&lt',
    '&ltx=',
    '/',
    ';',
  ],
  ...['YWxlcnQoMSk7YWxlcnQoMik7', 'JyBPUiAxPTEgLS0gJyBPUiAxPTE=', 'é', '東', '\uff1c', ' ', '/*', '*/', '[]'],
]
const text = fc
  .array(fc.oneof(fc.constantFrom(...shards), fc.string({ maxLength: 4 })), { maxLength: 12 })
  .map((parts) => parts.join(''))

describe('the fast matching finds what looking at every piece finds', () => {
  it('in every example of every signature', () => {
    for (const { signatures } of detectors) {
      for (const { fields, matches, ignores } of signatures) {
        for (const field of fields) {
          for (const example of [...matches, ...ignores]) {
            const event = { ...blank, [field]: example }
            expect(match(event)).toEqual(matchPlainly(event))
          }
        }
      }
    }
  })

  it('in a query that is base64 and no parameter', () => {
    const event = { ...blank, query: 'JyBPUiAxPTEgLS0gJyBPUiAxPTE=' }
    expect(match(event)).not.toEqual([])
    expect(match(event)).toEqual(matchPlainly(event))
  })

  it('in generated traffic', () => {
    const traffic = createTraffic(5)
    const parser = new LineParser()
    for (let i = 0; i < 3000; i++) {
      const event = parser.parse(traffic.next(i * 50).line, 0)
      if (event) expect(match(event)).toEqual(matchPlainly(event))
    }
  })

  it('in any text in any field', () => {
    const field = fc.constantFrom('query', 'path', 'body', 'referer', 'userAgent', 'host', 'user', 'method')
    fc.assert(
      fc.property(field, text, (name, content) => {
        const event = { ...blank, [name]: content }
        expect(match(event)).toEqual(matchPlainly(event))
      }),
      { numRuns: 4000 },
    )
  })
})

describe('literals', () => {
  const fold = (s: string) => s.toLowerCase().replace(/[\t\n\v\f\r\u00a0]/g, ' ')

  it('are found as one search after the other finds them', () => {
    const literal = fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'b', ' ', '.', '-') })
    const haystack = fc.string({
      maxLength: 30,
      unit: fc.constantFrom('a', 'A', 'b', ' ', '\u00a0', '.', '-', 'x'),
    })
    fc.assert(
      fc.property(fc.array(literal, { minLength: 1, maxLength: 40 }), haystack, (literals, given) => {
        const scanner = new LiteralScanner(literals.map((one) => [one]))
        const out = scanner.emptySet()
        scanner.scan(given, out)
        const found = literals.filter((_, i) => ((out[i >> 5] ?? 0) & (1 << (i & 31))) !== 0)
        expect(found).toEqual(literals.filter((one) => fold(given).includes(one)))
        expect(scanner.mayHoldAny(given)).toBe(found.length > 0)
      }),
      { numRuns: 500 },
    )
  })
})

describe('memory', () => {
  it('answers by the exact text, and keeps neither more than its bound nor long texts', () => {
    const memory = new Memory<string>(10)
    let made = 0
    const make = (question: string): string => {
      made++
      return question.toUpperCase()
    }
    const ask = (question: string): string => memory.get(question) ?? memory.keep(question, make(question))
    expect([ask('a'), ask('a'), made]).toEqual(['A', 'A', 1])
    for (let i = 0; i < 100; i++) expect(ask(`text ${i}`)).toBe(`TEXT ${i}`)
    expect(ask('a')).toBe('A')
    expect(made).toBe(102)
    for (const text of ['é', '東京', 'y'.repeat(1024), '東'.repeat(1024)]) {
      const before = made
      expect([ask(text), ask(text), made]).toEqual([text.toUpperCase(), text.toUpperCase(), before + 1])
    }
    const before = made
    const long = 'x'.repeat(2000)
    ask(long)
    ask(long)
    expect(made).toBe(before + 2)
  })
})
