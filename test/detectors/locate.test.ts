import { describe, expect, it } from 'vitest'
import type { Finding } from '../../contract/finding.ts'
import { createDetection, locate } from '../../detectors/index.ts'
import { withoutEscapes } from '../../detectors/reading/log-line.ts'
import { LineParser } from '../../engine/formats/index.ts'

const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
const line = (target: string, referer = '-', userAgent = agent): string =>
  `203.0.113.9 - - [21/Nov/2026:09:12:44 +0000] "GET ${target} HTTP/1.1" 200 1 "${referer}" "${userAgent}"`

/** The first finding of a type in a line, and where it is: in the line, and in what the view reads. */
function located(raw: string, is: (finding: Finding) => boolean) {
  const event = new LineParser().parse(raw, 0)
  const finding = event && createDetection().detect(event).find(is)
  if (!finding) throw new Error(`Nothing was found in ${raw}`)
  const { rawSpan, decodedSpan, decoding } = locate(event, finding, raw)
  return {
    finding,
    inLine: rawSpan && raw.slice(...rawSpan),
    inView: decodedSpan && decoding.at(-1)?.text.slice(...decodedSpan),
    steps: decoding.map(({ step }) => step),
    first: decoding[0]?.text,
  }
}

describe('a finding is located in the raw line and in its view', () => {
  const base64 = Buffer.from('1 union select user,password from users').toString('base64')
  it.each<[string, string, string, string | RegExp, RegExp, string[]]>([
    [
      'as it stands',
      line('/?id=1&f=../../etc/passwd'),
      'path-traversal',
      /etc\/passwd/,
      /etc\/passwd/,
      ['as logged'],
    ],
    [
      'under percent encoding',
      line('/?id=1&q=%3Csvg%2Fonload%3Dalert(1)%3E&x=2'),
      'xss',
      /^%3Csvg%2Fonload/,
      /^<svg\/onload/,
      ['as logged', 'percent encoding'],
    ],
    [
      'under double encoding and plus signs',
      line('/?q=a+b&id=1%2520union+select%25201,2&x=2'),
      'sql-injection',
      /union\+select/,
      /union select/,
      ['as logged', 'plus signs', 'percent encoding', 'percent encoding'],
    ],
    [
      'under entities',
      line('/?q=%26lt%3Bscript%26gt%3Balert(1)&x=2'),
      'xss',
      /^%26lt%3Bscript/,
      /^<script/,
      ['as logged', 'percent encoding', 'HTML entities'],
    ],
    [
      'under what a shell drops',
      line("/?a=b&host=x;c''at%20/etc/passwd&n=1"),
      'command-injection',
      /c''at/,
      /cat/,
      ['as logged', 'percent encoding', 'what a shell drops'],
    ],
    [
      'inside base64',
      line(`/?data=${base64}&n=1`),
      'sql-injection',
      base64,
      /union select/,
      ['as logged', 'base64'],
    ],
    [
      'under what nginx escapes',
      line('/?q=\\x22\\x3E\\x3Cscript\\x3Ealert(1)&x=2'),
      'xss',
      /^\\x3Cscript/,
      /^<script/,
      ['as logged'],
    ],
    [
      'in a header that the target quotes',
      line('/r?u=sqlmap/1.8', '-', 'sqlmap/1.8'),
      'scanner',
      /^sqlmap/,
      /^sqlmap/,
      ['as logged'],
    ],
  ])('%s', (_what, raw, type, inLine, inView, steps) => {
    const found = located(raw, (finding) => finding.type === type)
    expect(found.inLine).toMatch(inLine)
    expect(found.inView).toMatch(inView)
    expect(found.inView).toBe(found.finding.match)
    expect(found.steps).toEqual(steps)
    expect(raw).toContain(steps[0] === 'as logged' && !raw.includes('\\x') ? found.first : '')
  })

  it('at the header, not where the target quotes it', () => {
    const raw = line('/r?u=sqlmap/1.8', '-', 'sqlmap/1.8')
    const event = new LineParser().parse(raw, 0)
    const finding = event && createDetection().detect(event)[0]
    expect(finding && locate(event, finding, raw).rawSpan?.[0]).toBe(raw.lastIndexOf('sqlmap'))
  })

  it('in a JSON line, under its escapes', () => {
    const raw = JSON.stringify({
      time_iso8601: '2026-11-21T09:12:44+00:00',
      remote_addr: '203.0.113.9',
      request: 'GET /?q="><script>alert(1)</script> HTTP/1.1',
      status: '200',
      http_user_agent: agent,
    })
    const found = located(raw, ({ type }) => type === 'xss')
    expect(found.inView).toBe(found.finding.match)
    expect(found.inLine?.replaceAll('\\', '')).toContain('<script>')
  })

  it('nowhere, where it is no text of the line', () => {
    const raw = line('/')
    const event = new LineParser().parse(raw, 0)
    const finding: Finding = {
      detector: 'brute-force',
      type: 'brute-force',
      signature: 'brute-force-single',
      severity: 'high',
      confidence: 0.9,
      match: '',
      start: 0,
      end: 0,
      note: '12 failed logins in 60 s',
    }
    expect(event && locate(event, finding, raw)).toEqual({ decoding: [] })
  })
})

describe('a line without its escapes', () => {
  it.each([
    ['a\\x22b', 'a"b', [0, 1, 5, 6]],
    ['\\xC3\\xA9!', 'é!', [0, 8, 9]],
    ['\\xFF!', 'ÿ!', [0, 4, 5]],
    ['\\u003c\\"\\n', '<"\n', [0, 6, 8, 10]],
    ['\\xF0\\x9F\\x98\\x80x', '😀x', [0, 0, 16, 17]],
    ['\\q', '\\q', [0, 1, 2]],
  ])('%s knows where each character was', (raw, text, places) => {
    const read = withoutEscapes(raw)
    expect(read.text).toBe(text)
    expect(places.map((_, i) => read.rawAt(i))).toEqual(places)
  })
})
