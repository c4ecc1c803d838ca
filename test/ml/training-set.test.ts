import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTraffic } from '../../engine/collectors/generator/index.ts'
import { Random } from '../../engine/collectors/generator/random.ts'
import { LineParser } from '../../engine/formats/index.ts'
import { extractFeatures, isScorable } from '../../ml/extract-features.ts'
import { FairSample } from '../../ml/fair-sample.ts'
import { features } from '../../ml/features.ts'
import { readMetadata } from '../../ml/onnx/metadata.ts'
import { decodeModel, ModelProto } from '../../ml/onnx/schema.ts'
import { Scorer } from '../../ml/scorer.ts'
import { TrainingSet } from '../../ml/training-set.ts'

const dir = mkdtempSync(join(tmpdir(), 'vedette-training-'))
const chance = (seed: number) => {
  const random = new Random(seed)
  return () => random.next()
}

const events = (() => {
  const traffic = createTraffic(4)
  const parser = new LineParser()
  return Array.from({ length: 3000 }, (_, i) => traffic.next(Date.UTC(2026, 0, 1) + i * 900))
    .filter(({ kind }) => kind === 'normal')
    .flatMap(({ line }) => parser.parse(line, 0) ?? [])
    .filter(isScorable)
})()

function trained(seed: number, onProgress?: (share: number) => void): Uint8Array {
  const set = new TrainingSet({ rows: 800, random: chance(seed) })
  for (const [i, event] of events.entries()) set.add(event, `day ${i % 3}`)
  return set.train({
    name: 'Test',
    trees: 100,
    maxSamples: 256,
    seed,
    sources: [{ id: 1, name: 'web', requests: events.length }],
    period: { from: 0, to: 1 },
    leftOut: 3,
    trainedAt: new Date(0),
    ...(onProgress && { onProgress }),
  })
}

describe('a fair sample', () => {
  it.each([
    [
      'a large stratum first',
      [
        ['a', 10_000],
        ['b', 100],
        ['c', 40],
      ],
    ],
    [
      'a large stratum last',
      [
        ['c', 40],
        ['b', 100],
        ['a', 10_000],
      ],
    ],
  ] as const)('shares its places out evenly: %s', (_, strata) => {
    const sample = new FairSample(240, chance(1))
    for (const [name, count] of strata) for (let i = 0; i < count; i++) sample.place(name)
    expect(Object.fromEntries(sample.strata())).toEqual({ a: 100, b: 100, c: 40 })
    expect(sample.kept).toBe(240)
  })

  it('takes every row of a stratum as likely as any other', () => {
    const kept = new Array<number>(10).fill(0)
    for (let run = 0; run < 400; run++) {
      const sample = new FairSample(20, chance(run))
      const rows: number[] = []
      for (let i = 0; i < 100; i++) {
        const place = sample.place('a')
        if (place !== undefined) rows[place] = i
        // Another stratum takes half of the places in the middle of it.
        if (i > 40 && i < 70) {
          const other = sample.place('b')
          if (other !== undefined) rows[other] = -1
        }
      }
      for (const row of rows) if (row >= 0) kept[Math.floor(row / 10)] = (kept[Math.floor(row / 10)] ?? 0) + 1
    }
    // 10 of 100 rows in each of 400 runs: 400 of each tenth.
    for (const count of kept) expect(Math.abs(count - 400)).toBeLessThan(90)
  })
})

describe('a training set', () => {
  it('makes the same model from the same requests and seed', () => {
    expect(Buffer.from(trained(5)).equals(Buffer.from(trained(5)))).toBe(true)
    expect(Buffer.from(trained(5)).equals(Buffer.from(trained(6)))).toBe(false)
  })

  it('writes into the model what it was trained on and what is usual', () => {
    const metadata = readMetadata(decodeModel(trained(5)), 'here')
    expect(metadata).toMatchObject({
      rows: 800,
      profiled: events.length,
      leftOut: 3,
      trees: 100,
      period: { from: 0, to: 1 },
    })
    expect(metadata.floor).toBeLessThanOrEqual(metadata.threshold)
    for (const { low, middle, high } of metadata.usual) {
      expect(low).toBeLessThanOrEqual(middle)
      expect(middle).toBeLessThanOrEqual(high)
    }
  })

  it('tells how far it is, up to the end', () => {
    const told: number[] = []
    trained(5, (share) => told.push(share))
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.at(-1)).toBe(1)
  })

  it('makes a model that knows the site: what is ordinary scores low, what it never saw high', async () => {
    const file = join(dir, 'own.onnx')
    writeFileSync(file, trained(5))
    const scorer = await Scorer.load(file)
    expect(scorer.profile.requests).toBe(events.length)
    const [ordinary] = events
    if (!ordinary) throw new Error('no event')
    const target = "/never/seen.php?cmd=`id`;{{7*7}}'||"
    const rows = new Float32Array(2 * features.length)
    extractFeatures(ordinary, scorer.profile, rows, 0)
    extractFeatures(
      { ...ordinary, target, path: '/never/seen.php', status: 500 },
      scorer.profile,
      rows,
      features.length,
    )
    const [low = 1, high = 0] = await scorer.score(rows, 2)
    expect(low).toBeLessThan(scorer.metadata.floor)
    expect(high).toBeGreaterThan(scorer.metadata.floor)
    await scorer.close()
  })

  it('needs two requests', () => {
    const set = new TrainingSet({ rows: 10, random: chance(1) })
    expect(() =>
      set.train({
        name: 'x',
        trees: 1,
        maxSamples: 2,
        seed: 1,
        sources: [],
        leftOut: 0,
        trainedAt: new Date(0),
      }),
    ).toThrow(/at least 2 rows/)
  })
})

describe('a trained model is refused in one sentence', () => {
  const model = ModelProto.toObject(ModelProto.decode(trained(5)))
  const withMetadata = async (change: (metadata: Record<string, unknown>) => unknown): Promise<void> => {
    const [property] = model.metadataProps
    const value = JSON.stringify(change(JSON.parse(property.value)))
    const file = join(dir, 'changed.onnx')
    const changed = { ...model, metadataProps: [{ key: 'vedette', value }] }
    writeFileSync(file, ModelProto.encode(ModelProto.fromObject(changed)).finish())
    await Scorer.load(file)
  }

  it.each([
    ['its profile is damaged', /damaged profile/, (m: object) => ({ ...m, profile: 'AAAA' })],
    ['its profile is of another model', /damaged profile/, (m: object) => ({ ...m, profile: '' })],
    [
      'it is of another version',
      /other features/,
      (m: object) => ({ ...m, format: 'vedette-isolation-forest-1' }),
    ],
    ['it has other features', /other features/, (m: object) => ({ ...m, features: ['length'] })],
    ['it lacks what is usual', /describes itself wrongly/, (m: object) => ({ ...m, usual: [] })],
    ['it says nothing', /other features/, () => null],
  ])('where %s', async (_, sentence, change) => {
    await expect(withMetadata(change)).rejects.toThrow(sentence)
  })
})
