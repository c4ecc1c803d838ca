import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../contract/index.ts'
import { excerpt, readingsOf } from '../../renderer/alerts/panel/readings.ts'

const logged = { step: 'as logged', text: 'x;c%61t' }
const decoded = { step: 'percent encoding', text: 'x;cat' }

const finding = (given: Partial<Evidence>): Evidence => ({
  detector: 'd',
  type: 'xss',
  signature: 's',
  severity: 'high',
  confidence: 1,
  match: 'm',
  start: 0,
  end: 1,
  title: 't',
  field: 'query',
  view: 'decoded',
  decoding: [logged, decoded],
  ...given,
})

describe('the readings of an alert', () => {
  it('tell steps that findings share once, and mark each match in the text it was found in', () => {
    const shell = { step: 'what a shell drops', text: 'x; cat' }
    const readings = readingsOf([
      finding({ decodedSpan: [1, 5] }),
      finding({ decodedSpan: [0, 2] }),
      finding({ view: 'shell', decoding: [logged, decoded, shell], decodedSpan: [3, 6] }),
    ])
    expect(readings).toEqual([
      {
        field: 'query',
        steps: [
          { ...logged, spans: [] },
          {
            ...decoded,
            spans: [
              [1, 5],
              [0, 2],
            ],
            view: 'decoded',
          },
          { ...shell, spans: [[3, 6]], view: 'shell' },
        ],
      },
    ])
  })
  it('are apart for different parts of the line', () => {
    const readings = readingsOf([
      finding({ decodedSpan: [0, 1] }),
      finding({ decoding: [{ step: 'as logged', text: 'other' }], decodedSpan: [0, 1] }),
      finding({ field: 'path', decodedSpan: [0, 1] }),
    ])
    expect(readings.map(({ field, steps }) => `${field} ${steps.length}`)).toEqual([
      'query 2',
      'query 1',
      'path 2',
    ])
  })
  it('leave out findings that are no text of the line', () => {
    expect(readingsOf([finding({ decoding: [] })])).toEqual([])
  })
})

describe('an excerpt', () => {
  it.each([
    ['a short text whole', 100, [[10, 20]], [0, 100, 0, 0]],
    ['what stands around the match', 1000, [[500, 510]], [400, 610, 400, 390]],
    [
      'what stands around all matches',
      1000,
      [
        [500, 510],
        [600, 610],
      ],
      [400, 710, 400, 290],
    ],
    ['the beginning where nothing matched', 1000, [], [0, 200, 0, 800]],
    ['the end where leaving it out would save little', 1000, [[850, 880]], [750, 1000, 750, 0]],
  ] as const)('shows %s', (_what, length, spans, [from, to, before, after]) => {
    const text = Array.from({ length }, (_, i) => String.fromCharCode(97 + (i % 26))).join('')
    const shown = excerpt(text, [...spans], 100)
    expect(shown.text).toBe(text.slice(from, to))
    expect([shown.before, shown.after]).toEqual([before, after])
    shown.spans.forEach(([start, end], i) => {
      expect(shown.text.slice(start, end)).toBe(text.slice(...(spans[i] ?? [0, 0])))
    })
  })
})
