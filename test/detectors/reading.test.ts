import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogEvent } from '../../contract/event.ts'
import { createDetection, locate } from '../../detectors/index.ts'
import { decodePercent } from '../../detectors/reading/percent.ts'
import { readText } from '../../detectors/reading/reading.ts'

const decoded = (text: string): string => readText(text, true).of('decoded')

describe('reading undoes', () => {
  it.each([
    ['percent encoding', '%3Cscript%3E', '<script>'],
    ['double encoding', '%253Cb%253E', '<b>'],
    ['plus signs', 'a+b', 'a b'],
    ['%u forms', '%u003Cb', '<b'],
    ['overlong UTF-8', '..%c0%af', '../'],
    ['IIS overlong forms', '..%c0%2f', '../'],
    ['named entities', '&lt;a&gt;', '<a>'],
    ['numeric entities without semicolon', '&#x6A&#97', 'ja'],
    ['script escapes', '\\x3cb\\u003e', '<b>'],
    ['full-width forms', '＜script＞', '<script>'],
    ['NUL bytes', 'a%00b', 'ab'],
    ['UTF-8', '%E6%9D%B1', '東'],
  ])('%s', (_what, text, expected) => {
    expect(decoded(text)).toBe(expected)
  })

  it('SQL comments in the SQL view, quotes inside words in the shell view', () => {
    expect(readText('1/**/union/*x*/select', true).of('sql')).toBe('1 union select')
    expect(readText("c''at${IFS}/etc/passwd", true).of('shell')).toBe('cat /etc/passwd')
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

describe('a finding is located in the raw line', () => {
  it('under its encoding', () => {
    const query = 'id=1&q=%3Csvg%2Fonload%3Dalert(1)%3E&x=2'
    const raw = `203.0.113.9 - - [21/Nov/2026:09:12:44 +0000] "GET /?${query} HTTP/1.1" 200 1 "-" "-"`
    const event: LogEvent = {
      time: 0,
      kind: 'http',
      format: 'combined',
      sourceIp: '203.0.113.9',
      method: 'GET',
      target: `/?${query}`,
      path: '/',
      query,
    }
    const [finding] = createDetection()
      .detect(event)
      .filter(({ type }) => type === 'xss')
    if (!finding) throw new Error('nothing was found')
    const { rawSpan, decoding } = locate(event, finding, raw)
    const [start, end] = rawSpan ?? [0, 0]
    expect(decoded(raw.slice(start, end))).toContain(finding.match)
    expect(raw.slice(start, end)).not.toContain('id=1')
    expect(decoding.at(-1)?.text).toContain('<svg/onload=alert(1)>')
  })
})
