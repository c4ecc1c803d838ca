import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Random } from '../../engine/collectors/generator/random.ts'
import { features } from '../../ml/features.ts'
import { type Forest, floorToFloat32, scoreRow, type Tree, trainForest } from '../../ml/forest/forest.ts'
import { averagePathLength } from '../../ml/forest/path-length.ts'
import { writeModel } from '../../ml/onnx/writer.ts'
import { Scorer } from '../../ml/scorer.ts'
import { metadata } from './metadata.ts'

const width = features.length

/** Rows around zero, the last `odd` of them far away. */
function makeRows(count: number, odd: number, seed: number): Float32Array {
  const random = new Random(seed)
  const rows = new Float32Array(count * width)
  for (let i = 0; i < rows.length; i++) {
    const isOdd = i >= (count - odd) * width
    rows[i] = random.next() + random.next() + (isOdd ? random.next() * 4 : 0)
  }
  return rows
}
const train = (rows: Float32Array, seed = 7): Forest => {
  const random = new Random(seed)
  return trainForest(rows, rows.length / width, width, {
    trees: 100,
    maxSamples: 256,
    random: () => random.next(),
  })
}
async function onnxScores(forest: Forest, rows: Float32Array): Promise<Float32Array> {
  const file = join(mkdtempSync(join(tmpdir(), 'vedette-model-')), 'model.onnx')
  writeFileSync(file, writeModel(forest, metadata))
  const scorer = await Scorer.load(file)
  const scores = await scorer.score(rows, rows.length / width)
  await scorer.close()
  return scores
}
const reference = (forest: Forest, rows: Float32Array): number[] =>
  Array.from({ length: rows.length / width }, (_, i) =>
    scoreRow(forest, rows.subarray(i * width, (i + 1) * width)),
  )

function auc(scores: ArrayLike<number>, odd: number): number {
  const all = Array.from(scores)
  const normal = all.slice(0, all.length - odd)
  const planted = all.slice(all.length - odd)
  const wins = planted.reduce((sum, p) => sum + normal.filter((n) => n < p).length, 0)
  return wins / (planted.length * normal.length)
}

describe('the forest', () => {
  it('has scikit-learn’s average path lengths', () => {
    expect([0, 1, 2].map(averagePathLength)).toEqual([0, 0, 1])
    expect(averagePathLength(256)).toBeCloseTo(10.244_770_92, 6)
  })
  it('rounds thresholds down to float32, so that x <= t stays exact', () => {
    for (const value of [0.1, -0.1, 1 / 3, 1e-20, -1e-20, 12345.678]) {
      expect(floorToFloat32(value)).toBeLessThanOrEqual(value)
      expect(Math.fround(floorToFloat32(value))).toBe(floorToFloat32(value))
    }
  })
  it('is the same for the same seed', () => {
    const rows = makeRows(500, 10, 1)
    expect(train(rows)).toEqual(train(rows))
    expect(train(rows, 8)).not.toEqual(train(rows))
  })
  it('scores what is planted far away above the rest', () => {
    const rows = makeRows(1000, 20, 2)
    expect(auc(reference(train(rows), rows), 20)).toBeGreaterThan(0.95)
  })
  it('gives by ONNX Runtime the scores of the reference', async () => {
    const rows = makeRows(600, 10, 3)
    const forest = train(rows)
    const expected = reference(forest, rows)
    const scores = await onnxScores(forest, rows)
    for (const [i, score] of scores.entries()) expect(Math.abs(score - (expected[i] ?? 0))).toBeLessThan(1e-5)
  })
  it('learns from constant rows without failing', () => {
    expect(scoreRow(train(new Float32Array(10 * width)), new Float32Array(width))).toBeCloseTo(0.5, 5)
  })
})

const python = '/usr/bin/python3'
const hasSklearn = spawnSync(python, ['-c', 'import sklearn'], { stdio: 'ignore' }).status === 0
if (!hasSklearn)
  console.log('Left out: the comparison with scikit-learn, as python3-sklearn is not installed.')

const Sklearn = z.object({
  scores: z.array(z.number()),
  trees: z.array(
    z.object({
      feature: z.array(z.number()),
      threshold: z.array(z.number()),
      left: z.array(z.number()),
      right: z.array(z.number()),
      samples: z.array(z.number()),
    }),
  ),
})
const script = `
import json, sys, numpy as np
from sklearn.ensemble import IsolationForest
width = int(sys.argv[1])
x = np.array(json.load(sys.stdin), dtype=np.float32).reshape(-1, width)
f = IsolationForest(n_estimators=100, max_samples=256, random_state=3).fit(x)
trees = [dict(feature=[int(v) for v in e.tree_.feature], threshold=[float(v) for v in e.tree_.threshold], left=[int(v) for v in e.tree_.children_left], right=[int(v) for v in e.tree_.children_right], samples=[int(v) for v in e.tree_.n_node_samples]) for e in f.estimators_]
print(json.dumps(dict(scores=[float(v) for v in -f.score_samples(x)], trees=trees)))
`

describe.runIf(hasSklearn)('beside scikit-learn', () => {
  const rows = makeRows(1500, 30, 4)
  const { status, stdout, stderr } = hasSklearn
    ? spawnSync(python, ['-c', script, String(width)], {
        input: JSON.stringify([...rows]),
        encoding: 'utf8',
        maxBuffer: 1e9,
      })
    : { status: 0, stdout: '', stderr: '' }

  it('its own trees, written by us, score as it does', async () => {
    expect(status, stderr).toBe(0)
    const sklearn = Sklearn.parse(JSON.parse(stdout))
    const trees = sklearn.trees.map((tree): Tree => {
      const depth = new Array<number>(tree.feature.length).fill(0)
      tree.feature.forEach((feature, node) => {
        if (feature < 0) return
        for (const child of [tree.left[node] ?? 0, tree.right[node] ?? 0])
          depth[child] = (depth[node] ?? 0) + 1
      })
      return {
        ...tree,
        depth,
        feature: tree.feature.map((f) => (f < 0 ? -1 : f)),
        threshold: tree.threshold.map(floorToFloat32),
      }
    })
    const scores = await onnxScores({ trees, maxSamples: 256, features: width }, rows)
    const worst = Math.max(...scores.map((score, i) => Math.abs(score - (sklearn.scores[i] ?? 0))))
    expect(worst).toBeLessThan(1e-5)
  })

  it('our forest on the same data ranks as well', () => {
    const sklearn = Sklearn.parse(JSON.parse(stdout))
    const ours = auc(reference(train(rows), rows), 30)
    expect(Math.abs(ours - auc(sklearn.scores, 30))).toBeLessThan(0.02)
  })
})
