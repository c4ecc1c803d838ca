import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeFrame, encodeFrame, isFrame } from '../../engine/sealed-log/frame.ts'

const position = { dev: 1, ino: 2, head: { length: 3, sha256: 'abc' }, offset: 4 }

describe('a frame', () => {
  test('carries its header and its lines', () => {
    const header = { v: 1 as const, source: 7, at: 1_795_000_000_000, position }
    expect(decodeFrame(encodeFrame(header, ['one', '', 'two']))).toEqual({
      header,
      lines: ['one', '', 'two'],
    })
  })

  test('gives any lines back, those that look like a header included', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 }).map((line) => line.replaceAll('\n', ''))
    const line = fc.oneof(
      text,
      text.map((rest) => `#vedette {"v":1,"source":2,"at":3}${rest}`),
    )
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 9 }), (lines) => {
        const frame = decodeFrame(encodeFrame({ v: 1, source: 1, at: 0 }, lines))
        expect(frame).toEqual({ header: { v: 1, source: 1, at: 0 }, lines })
      }),
    )
  })

  test.each([
    ['a plain line', '203.0.113.9 - - [..] "GET / HTTP/1.1" 200 1'],
    ['a header without lines', '#vedette {"v":1,"source":1,"at":0}'],
    ['a header that is no JSON', '#vedette {"v":1\nline'],
    ['a later version', '#vedette {"v":2,"source":1,"at":0}\nline'],
    ['a source that is no number', '#vedette {"v":1,"source":"1","at":0}\nline'],
    ['a position that is none', '#vedette {"v":1,"source":1,"at":0,"position":{"offset":-1}}\nline'],
  ])('is not made of %s', (_, text) => {
    expect(() => decodeFrame(text)).toThrow()
  })

  test('is told from foreign plain text by its mark', () => {
    expect(isFrame(encodeFrame({ v: 1, source: 1, at: 0 }, ['x']))).toBe(true)
    expect(isFrame('#vedettes')).toBe(false)
  })
})
