import { describe, expect, it } from 'vitest'
import { createDetection, detectors } from '../../detectors/index.ts'

const hostile = [
  "'",
  '<',
  '%',
  '/*',
  '../',
  '(',
  ' ',
  '\n',
  'union ',
  "' or ",
  '{{',
  '$(',
  '\\',
  '&',
  '=',
  'a',
  '1 or ',
  '<a ',
  'on',
  '"',
  ';',
  '%2e',
  '..;',
  '-',
]

describe('no line takes long', () => {
  it('whatever 64 KB of repeated text an attacker sends', () => {
    const detection = createDetection()
    const slow: string[] = []
    for (const piece of [...hostile, ...hostile.flatMap((a) => hostile.slice(0, 6).map((b) => a + b))]) {
      const text = `q=${piece.repeat(Math.ceil(65_536 / piece.length)).slice(0, 65_536)}`
      const start = performance.now()
      detection.detect({
        time: 0,
        kind: 'http',
        format: 'combined',
        sourceIp: '203.0.113.1',
        method: 'GET',
        path: '/',
        query: text,
        target: `/?${text}`,
        userAgent: text,
        referer: text,
      })
      const elapsed = performance.now() - start
      // A quadratic pattern takes seconds on this input; the bound is wide so that a busy machine does not trip it.
      if (elapsed > 1_500) slow.push(`${JSON.stringify(piece)} took ${elapsed.toFixed(0)} ms`)
    }
    expect(slow).toEqual([])
  })

  it('no pattern nests unbounded repetition', () => {
    const nested = detectors.flatMap(({ signatures }) =>
      signatures
        .filter(
          (signature) =>
            'patterns' in signature &&
            signature.patterns.some(({ source }) => /\([^()]*[+*]\)[+*]/.test(source)),
        )
        .map(({ id }) => id),
    )
    expect(nested).toEqual([])
  })
})
