import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogEvent } from '../../contract/event.ts'
import { createTraffic } from '../../engine/collectors/generator/index.ts'
import { LineParser } from '../../engine/formats/index.ts'
import { extractFeatures, isScorable } from '../../ml/extract-features.ts'
import { features } from '../../ml/features.ts'
import { SiteProfile } from '../../ml/profile/index.ts'
import { Scorer, shippedModel } from '../../ml/scorer.ts'
import { extractPlainly } from './plain-features.ts'

const dir = mkdtempSync(join(tmpdir(), 'vedette-scorer-'))
const file = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(dir, name), bytes)
  return join(dir, name)
}

describe('features', () => {
  it('are those of the plain reference for any target', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom(
        '?',
        '&',
        '=',
        '%2e',
        '%FF',
        '%u0',
        '..',
        '/',
        'id',
        'A',
        '[]',
        "'",
        '%00',
        'aaaa',
        '\x7f',
      ),
    )
    const [ours, plain] = [new Float32Array(features.length), new Float32Array(features.length)]
    const event = fc.record(
      {
        target: fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
        status: fc.integer({ min: 0, max: 999 }),
        method: fc.constantFrom('GET', 'HEAD', 'POST', 'TRACE'),
        userAgent: fc.constantFrom('Mozilla/5.0 (X11)', 'curl/8.9.1'),
      },
      { requiredKeys: ['target'] },
    )
    fc.assert(
      fc.property(event, (fields) => {
        const request: LogEvent = { time: 0, kind: 'http', format: 'combined', sourceIp: '', ...fields }
        extractFeatures(request, SiteProfile.empty, ours, 0)
        extractPlainly(request, plain, 0)
        ours.forEach((value, i) => {
          expect(Math.abs(value - (plain[i] ?? 0)), features[i]?.name).toBeLessThan(1e-5)
        })
      }),
      { numRuns: 2_000 },
    )
  })
  it('of a target longer than what is read are those of what is read', () => {
    const [ours, plain] = [new Float32Array(features.length), new Float32Array(features.length)]
    const request: LogEvent = {
      time: 0,
      kind: 'http',
      format: 'combined',
      sourceIp: '',
      target: `/${'a'.repeat(8000)}?${'b=%41&'.repeat(2000)}`,
    }
    extractFeatures(request, SiteProfile.empty, ours, 0)
    extractPlainly(request, plain, 0)
    ours.forEach((value, i) => {
      expect(value).toBeCloseTo(plain[i] ?? 0, 4)
    })
  })
  it('are finite and bounded for any target', () => {
    const out = new Float32Array(features.length)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (target) => {
        extractFeatures(
          { time: 0, kind: 'http', format: 'combined', sourceIp: '', target },
          SiteProfile.empty,
          out,
          0,
        )
        return out.every((value) => Number.isFinite(value) && value >= 0 && value <= 40)
      }),
    )
  })
  it('are at least thirteen, each explained', () => {
    expect(features.length).toBeGreaterThanOrEqual(13)
    expect(features.every(({ why }) => why.length > 20)).toBe(true)
  })
})

describe('the shipped model', () => {
  it('flags odd behaviour far more often than normal traffic', async () => {
    const scorer = await Scorer.load()
    const flagged = { normal: 0, behavioural: 0, signature: 0 }
    const seen = { normal: 0, behavioural: 0, signature: 0 }
    const traffic = createTraffic(99)
    const parser = new LineParser()
    const row = new Float32Array(features.length)
    for (let i = 0; i < 3000; i++) {
      const { line, kind } = traffic.next(Date.UTC(2026, 10, 21) + i * 100)
      const event = parser.parse(line, Date.UTC(2026, 10, 21))
      if (!event || !isScorable(event)) continue
      extractFeatures(event, SiteProfile.empty, row, 0)
      const [score = 0] = await scorer.score(row, 1)
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
      seen[kind]++
      if (score >= scorer.threshold) flagged[kind]++
    }
    expect(flagged.normal / seen.normal).toBeLessThan(0.005)
    expect(flagged.behavioural / seen.behavioural).toBeGreaterThan(0.2)
  })
})

describe('a model is refused in one sentence', () => {
  it('when it is missing', async () => {
    await expect(Scorer.load(join(dir, 'none.onnx'))).rejects.toThrow(/There is no model at .*train one/)
  })
  it('when it is damaged', async () => {
    const bytes = readFileSync(shippedModel)
    await expect(Scorer.load(file('cut.onnx', bytes.subarray(0, 1000)))).rejects.toThrow(/damaged/)
    await expect(Scorer.load(file('text.onnx', 'hello'))).rejects.toThrow(/damaged|not made by Vedette/)
  })
  it('when it is another’s', async () => {
    await expect(Scorer.load(file('empty.onnx', new Uint8Array()))).rejects.toThrow(/not made by Vedette/)
  })
})
