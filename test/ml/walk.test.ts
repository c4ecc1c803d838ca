import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { features } from '../../ml/features.ts'
import { checkRows, distance, tolerance } from '../../ml/forest/cross-check.ts'
import { scoreRow, trainForest } from '../../ml/forest/forest.ts'
import { createWalk, layForest } from '../../ml/forest/walk.ts'
import { type Ensemble, readEnsemble } from '../../ml/onnx/ensemble.ts'
import { decodeModel } from '../../ml/onnx/schema.ts'
import { writeModel } from '../../ml/onnx/writer.ts'
import { Scorer, shippedModel } from '../../ml/scorer.ts'
import { metadata } from './metadata.ts'

const width = features.length
const compileWalk = (ensemble: Ensemble, columns: number) => createWalk(layForest(ensemble, columns))
const shipped = readEnsemble(decodeModel(readFileSync(shippedModel)))

describe('the walk', () => {
  it('is what scores the shipped model, and says nothing', async () => {
    const scorer = await Scorer.load()
    expect(scorer).toMatchObject({ by: 'walk', notice: undefined })
    await scorer.close()
  })

  it('agrees with ONNX Runtime on any rows, also at the thresholds', async () => {
    const [walk, onnx] = [await Scorer.load(), await Scorer.load(shippedModel, { by: 'onnx' })]
    const number = fc.oneof(
      fc.float({ min: 0, max: 40, noNaN: true }),
      fc.constantFrom(...checkRows(shipped, width)),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(number, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 40 }),
        async (rows) => {
          const flat = Float32Array.from(rows.flat(), Math.abs)
          const [ours, theirs] = [await walk.score(flat, rows.length), await onnx.score(flat, rows.length)]
          expect(distance(ours, theirs)).toBeLessThanOrEqual(tolerance)
        },
      ),
      { numRuns: 200 },
    )
    await Promise.all([walk.close(), onnx.close()])
  })

  it.each([1, 2, 3, 5, 100])('fills up its lanes: %i trees', (trees) => {
    let state = 7
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 2 ** 32
    }
    const rows = Float32Array.from({ length: 400 * width }, random)
    const forest = trainForest(rows, 400, width, { trees, maxSamples: 256, random })
    const ensemble = readEnsemble(decodeModel(writeModel(forest, { ...metadata, trees })))

    const plain = Float32Array.from({ length: 400 }, (_, i) =>
      scoreRow(forest, rows.subarray(i * width, (i + 1) * width)),
    )
    expect(distance(compileWalk(ensemble, width)(rows, 400), plain)).toBeLessThanOrEqual(tolerance)
  })

  it('notices a model that it would score otherwise', () => {
    const rows = checkRows(shipped, width)
    const count = rows.length / width
    const thresholds = shipped.thresholds.map((value) => value * 1.01)
    const off = distance(
      compileWalk(shipped, width)(rows, count),
      compileWalk({ ...shipped, thresholds }, width)(rows, count),
    )
    expect(off).toBeGreaterThan(tolerance)
  })

  it('gives way to ONNX Runtime for a model that it cannot read, and says so', async () => {
    const bytes = readFileSync(shippedModel)
    // "Less than" instead of "less or equal": another model, which ONNX Runtime scores all the same.
    const other = Buffer.from(bytes.toString('latin1').replaceAll('BRANCH_LEQ', 'BRANCH_GTE'), 'latin1')
    const file = join(mkdtempSync(join(tmpdir(), 'vedette-walk-')), 'other.onnx')
    writeFileSync(file, other)
    const scorer = await Scorer.load(file)
    expect(scorer.by).toBe('onnx')
    expect(scorer.notice).toMatch(/by ONNX Runtime.*otherwise than by "less or equal"/)
    expect(await scorer.score(new Float32Array(width), 1)).toHaveLength(1)
    await scorer.close()
  })

  it('refuses trees that lead nowhere', () => {
    expect(() => compileWalk({ ...shipped, left: shipped.left.map(() => 100_000) }, width)).toThrow(/no node/)
    expect(() => compileWalk({ ...shipped, features: shipped.features.map(() => width) }, width)).toThrow(
      /broken/,
    )
    // A tree that bites its own tail.
    expect(() => compileWalk({ ...shipped, right: shipped.right.map(() => 0) }, width)).toThrow(/broken/)
  })
})
