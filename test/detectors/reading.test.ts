import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogEvent } from '../../contract/event.ts'
import { decodeBase64 } from '../../detectors/reading/base64.ts'
import { leavesOf } from '../../detectors/reading/json.ts'
import { decode, decodeSteps } from '../../detectors/reading/layers.ts'
import { decodePercent } from '../../detectors/reading/percent.ts'
import { parametersOf, piecesOf } from '../../detectors/reading/pieces.ts'
import { foldShell } from '../../detectors/reading/shell.ts'
import { decodePercentPlainly } from './plain-percent.ts'

describe('reading undoes', () => {
  it.each([
    ['percent encoding', '%3Cscript%3E', '<script>'],
    ['double encoding', '%253Cb%253E', '<b>'],
    ['fourfold encoding', '%2525253Cb', '<b'],
    ['plus signs', 'a+b', 'a b'],
    ['%u forms', '%u003Cb', '<b'],
    ['overlong UTF-8', '..%c0%af', '../'],
    ['IIS overlong forms', '..%c0%2f', '../'],
    ['named entities', '&lt;a&gt;', '<a>'],
    ['numeric entities without semicolon', '&#x6A&#97', 'ja'],
    ['script escapes', '\\x3cb\\u003e', '<b>'],
    ['entities under percent encoding', '%26lt%3Bb%26gt%3B', '<b>'],
    ['full-width forms', '＜script＞', '<script>'],
    ['UTF-8', '%E6%9D%B1', '東'],
    ['Latin-1 letters', 'Mu%F1oz', 'Muñoz'],
  ])('%s', (_what, text, expected) => {
    expect(decode(text, true)).toBe(expected)
  })

  it('and tells each step', () => {
    const steps = decodeSteps('a+%253Cb%26gt%3B', true)
    expect(steps.map(({ step }) => step)).toEqual([
      'plus signs',
      'percent encoding',
      'HTML entities',
      'percent encoding',
    ])
    expect(steps.at(-1)?.text).toBe('a <b>')
  })

  it.each([
    ["c''at /etc/hosts", 'cat /etc/hosts'],
    ['cat${IFS}/etc/hosts', 'cat /etc/hosts'],
    ['{cat,/etc/hosts}', 'cat /etc/hosts'],
    ['w\\ho^am$@i', 'whoami'],
    ['a "quoted" word', 'a "quoted" word'],
  ])('what a shell drops inside words: %s', (text, expected) => {
    expect(foldShell(text)).toBe(expected)
  })

  it('base64 of readable text, and nothing else', () => {
    expect(decodeBase64(Buffer.from('<script>alert(1)</script>').toString('base64'))).toBe(
      '<script>alert(1)</script>',
    )
    expect(decodeBase64('c2hvcnQ=')).toBeUndefined()
    expect(decodeBase64('4fJk29sKd02nvLs93kdmf02kd9Kf')).toBeUndefined()
  })
})

describe('a query is split as the application meant it', () => {
  it.each([
    ['a=1&b=2', ['1', '2']],
    ["q=x'&&1=1", ["x'&&1=1"]],
    ['q=&#60;b&#62;&r=2', ['&#60;b&#62;', '2']],
    ['host=x&&cat /etc/hosts&n=1', ['x&&cat /etc/hosts', '1']],
    ['bare', ['bare']],
    ['filter[price][$gte]=10&sort=-date', ['10', '-date']],
  ])('%s', (query, values) => {
    expect(parametersOf(query).map(({ value }) => value)).toEqual(values)
  })

  it('and a payload cut into parameters of one name is put together', () => {
    const event: LogEvent = {
      time: 0,
      kind: 'http',
      format: 'combined',
      sourceIp: '',
      query: 'id=1/*&id=*/union/*&id=*/select',
    }
    expect(piecesOf(event, 'query', 'values').map(({ decoded }) => decoded)).toContain(
      '1/*,*/union/*,*/select',
    )
  })
})

describe('JSON', () => {
  it('is taken apart into its texts and names', () => {
    expect(leavesOf('{"a":["b",{"c":1}]}')).toEqual(['a', 'b', 'c'])
    expect(leavesOf("{'a'}")).toBeUndefined()
  })
})

describe('percent decoding', () => {
  it('agrees with decodeURIComponent wherever that does not throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(decodePercent(encodeURIComponent(text.toWellFormed()))).toBe(text.toWellFormed())
      }),
    )
  })

  it('never throws and never grows text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('%', 'u', '2', 'f', 'c', '0', 'a', 'F', 'é'), maxLength: 80 }),
        (text) => {
          expect(decodePercent(text).length).toBeLessThanOrEqual(text.length)
        },
      ),
    )
  })
})

describe('the byte decoder', () => {
  const shard = fc.constantFrom(
    '%',
    '%4',
    '%41',
    '%c3%a9',
    '%c0%af',
    '%c0%2f',
    '%e2%82%ac',
    '%f0%9f%98%80',
    '%ff',
    '%u0041',
    '%u20ac',
    '%u00',
    '%ed%a0%80',
    'é',
    '東',
    // its low byte is that of a percent sign
    'ĥ41',
    '%25',
    '%f4%ff%80%80',
    '%f8',
  )

  it('reads any text as the slow reference does', () => {
    const text = fc
      .array(fc.oneof(shard, fc.string({ maxLength: 3 })), { maxLength: 30 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (given) => {
        expect(decodePercent(given)).toBe(decodePercentPlainly(given))
      }),
      { numRuns: 3000 },
    )
  })

  it.each(['%', '%u20ac%', '東%4', '%f0%9f%98%80'])(
    'reads text longer than its buffer, with %s behind',
    (end) => {
      const long = `${'%41b'.repeat(5000)}${end}`
      expect(decodePercent(long)).toBe(decodePercentPlainly(long))
    },
  )
})
