import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../engine/collectors/generator/random.ts'
import { features } from '../../ml/features.ts'
import { createContributions, samplesOf } from '../../ml/forest/contributions.ts'
import { type Forest, scoreRow, type Tree, trainForest } from '../../ml/forest/forest.ts'
import { averagePathLength } from '../../ml/forest/path-length.ts'
import { layForest } from '../../ml/forest/walk.ts'
import { readEnsemble } from '../../ml/onnx/ensemble.ts'
import { decodeModel } from '../../ml/onnx/schema.ts'
import { writeModel } from '../../ml/onnx/writer.ts'
import { metadata } from './metadata.ts'

const width = features.length

function makeForest(trees: number, maxSamples: number, seed = 5): Forest {
  const random = new Random(seed)
  const rows = Float32Array.from({ length: 600 * width }, () => random.next() * 3)
  return trainForest(rows, 600, width, { trees, maxSamples, random: () => random.next() })
}

const tableOf = (forest: Forest) =>
  layForest(readEnsemble(decodeModel(writeModel(forest, { ...metadata, trees: forest.trees.length }))), width)

const lengthAt = (tree: Tree, node: number): number =>
  (tree.depth[node] ?? 0) + averagePathLength(tree.samples[node] ?? 1)

/** The mean length over the training samples below a node, from the tree as it was grown. */
function expectedAt(tree: Tree, node: number): number {
  if (tree.feature[node] === -1) return lengthAt(tree, node)
  const below = [tree.left[node] ?? 0, tree.right[node] ?? 0]
  const sum = below.reduce((all, child) => all + (tree.samples[child] ?? 0) * expectedAt(tree, child), 0)
  return sum / (tree.samples[node] ?? 1)
}

/** The same attribution, from the definition. */
function slowContributions({ trees }: Forest, row: Float32Array): number[] {
  const credit = new Array<number>(width).fill(0)
  for (const tree of trees) {
    for (let node = 0; tree.feature[node] !== -1; ) {
      const feature = tree.feature[node] ?? 0
      const isLeft = (row[feature] ?? 0) <= (tree.threshold[node] ?? 0)
      const next = (isLeft ? tree.left[node] : tree.right[node]) ?? 0
      credit[feature] =
        (credit[feature] ?? 0) + (expectedAt(tree, node) - expectedAt(tree, next)) / trees.length
      node = next
    }
  }
  return credit
}

const anyRow = fc
  .array(fc.float({ min: 0, max: 5, noNaN: true }), { minLength: width, maxLength: width })
  .map((numbers) => Float32Array.from(numbers, Math.abs))

describe('what each feature did to a row', () => {
  it.each([
    [1, 16],
    [3, 64],
    [10, 256],
  ])('is what the definition says, by %i trees of %i samples', (trees, maxSamples) => {
    const forest = makeForest(trees, maxSamples)
    const contributions = createContributions(tableOf(forest))
    fc.assert(
      fc.property(anyRow, (row) => {
        const slow = slowContributions(forest, row)
        contributions(row).forEach((credit, i) => {
          expect(credit).toBeCloseTo(slow[i] ?? 0, 4)
        })
      }),
      { numRuns: 30 },
    )
  })

  it('adds up to the length that was expected less the length of its way', () => {
    const forest = makeForest(20, 128)
    const contributions = createContributions(tableOf(forest))
    const expected = forest.trees.reduce((sum, tree) => sum + expectedAt(tree, 0), 0) / forest.trees.length
    fc.assert(
      fc.property(anyRow, (row) => {
        const length = -Math.log2(scoreRow(forest, row)) * averagePathLength(forest.maxSamples)
        const sum = contributions(row).reduce((all, credit) => all + credit, 0)
        expect(sum).toBeCloseTo(expected - length, 4)
      }),
    )
  })

  it('credits the one feature that is far off', () => {
    const contributions = createContributions(tableOf(makeForest(100, 256)))
    const row = new Float32Array(width).fill(1.5)
    row[4] = 40
    const credits = contributions(row)
    expect(credits.indexOf(Math.max(...credits))).toBe(4)
  })

  it('reads the samples of a leaf from what it weighs', () => {
    for (let n = 1; n <= 4_096; n++) {
      expect(samplesOf(Math.fround(12 + averagePathLength(n)) - 12)).toBe(n)
    }
  })
})
