import { averagePathLength } from './path-length.ts'
import type { WalkTable } from './walk.ts'

const featureBits = 8
const featureMask = (1 << featureBits) - 1

/**
 * What each feature did to the length of a row's way through the trees.
 * @returns `width` numbers: steps by which the feature made the way shorter (positive: unusual) or longer, averaged
 * over the trees. Their sum is the length expected of a training row less the length of this one's way.
 */
export type Contributions = (row: Float32Array) => Float64Array

/**
 * Path attribution: at each split on the row's way, the split's feature is credited with how much shorter the expected
 * way became. What is expected at a node is the mean over the training samples below it. The idea is Saabas' for
 * regression trees (Interpreting random forests, 2014), on the path lengths of an Isolation Forest, as DIFFI (Carletti,
 * Terzi, Susto, 2019) takes depth for what a split is worth.
 *
 * A model tells no samples of its nodes, but each leaf weighs its depth plus c(samples), so they are read from that.
 */
export function createContributions({ nodes, weights, roots, width }: WalkTable): Contributions {
  const expected = new Float64Array(weights.length)
  const isLeaf = (at: number): boolean => childOf(at) === at
  const childOf = (at: number): number => (nodes[at] ?? 0) >> featureBits

  /** Fills `expected` below a node, children first. Answers the samples below it. */
  function weigh(at: number, depth: number): number {
    if (isLeaf(at)) {
      const weight = weights[at >> 1] ?? 0
      expected[at >> 1] = weight
      return samplesOf(weight - depth)
    }
    const child = childOf(at)
    const left = weigh(child, depth + 1)
    const right = weigh(child + 2, depth + 1)
    const sum = left * (expected[child >> 1] ?? 0) + right * (expected[(child >> 1) + 1] ?? 0)
    expected[at >> 1] = sum / (left + right)
    return left + right
  }

  // Trees that only fill up the table's lanes are a leaf that weighs nothing.
  const trees = roots.filter((root) => !isLeaf(root) || (weights[root >> 1] ?? 0) > 0)
  for (const root of trees) weigh(root, 0)
  return (row) => {
    const bits = new Int32Array(row.buffer, row.byteOffset, width)
    const credit = new Float64Array(width)
    for (const root of trees) {
      for (let at = root; !isLeaf(at); ) {
        const feature = (nodes[at] ?? 0) & featureMask
        // As in the walk: for numbers that are not negative, float32 order is the order of their bits.
        const next = childOf(at) + ((bits[feature] ?? 0) > (nodes[at + 1] ?? 0) ? 2 : 0)
        const shorter = (expected[at >> 1] ?? 0) - (expected[next >> 1] ?? 0)
        credit[feature] = (credit[feature] ?? 0) + shorter / trees.length
        at = next
      }
    }
    return credit
  }
}

/** The n of which c(n) is `length`: 1 sample or more, not always whole where another program weighed the leaf. */
export function samplesOf(length: number): number {
  // c(2) is 1 by definition, below what its formula would give; c(3) is 1.2.
  if (!(length > 0.5)) return 1
  if (length < 1.1) return 2
  let [low, high] = [2, 4]
  while (averagePathLength(high) < length && high < 2 ** 40) high *= 2
  for (let step = 0; step < 60 && high - low > 1e-3; step++) {
    const middle = (low + high) / 2
    if (averagePathLength(middle) < length) low = middle
    else high = middle
  }
  const near = Math.round((low + high) / 2)
  return Math.abs(averagePathLength(near) - length) < 1e-4 ? near : (low + high) / 2
}
