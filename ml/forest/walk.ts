import { z } from 'zod'
import type { Ensemble } from '../onnx/ensemble.ts'

/** Trees walked side by side: their loads do not wait for each other. */
const lanes = 4
/** Rows that go through some trees before the next trees: these and the rows stay in the nearest memory meanwhile. */
const blockRows = 64
const featureBits = 8
const featureMask = (1 << featureBits) - 1
/** No feature is above it, so that a leaf leads to itself. */
const always = 0x7fffffff

/** Scores rows, each `width` float32 that are finite and not negative. Answers 0 … 1 for each row. */
export type Walk = (rows: Float32Array, count: number) => Float32Array

const sharedInts = z.custom<Int32Array<SharedArrayBuffer>>(
  (given) => given instanceof Int32Array && given.buffer instanceof SharedArrayBuffer,
)
const sharedFloats = z.custom<Float64Array<SharedArrayBuffer>>(
  (given) => given instanceof Float64Array && given.buffer instanceof SharedArrayBuffer,
)

/**
 * The trees of a forest as one table. It lies in memory that threads share: they are given it, and no other needs to
 * read the model.
 */
export const WalkTable = z.object({
  /** two numbers a node: feature | index of the left child << 8, then the bits of the threshold */
  nodes: sharedInts,
  /** leaf weights by half the index in `nodes` */
  weights: sharedFloats,
  /** a whole number of lanes: trees that only fill up weigh nothing */
  roots: z.instanceof(Int32Array),
  depth: z.number(),
  scale: z.number(),
  /** numbers a row has */
  width: z.number(),
})
export type WalkTable = z.infer<typeof WalkTable>

/**
 * The walk over a table, without branches. For numbers that are not negative, float32 order is the order of their bits
 * as int32, so `x <= t` is the sign of t - x; the right child stands behind the left one, so that sign is the step
 * between them; a leaf leads to itself, so all trees take as many steps as the deepest.
 */
export function createWalk({ nodes, weights, roots, depth, scale, width }: WalkTable): Walk {
  const sums = new Float64Array(blockRows)
  const walkBlock = (bits: Int32Array, first: number, end: number): void => {
    sums.fill(0)
    for (let tree = 0; tree < roots.length; tree += lanes) {
      const rootA = roots[tree] ?? 0
      const rootB = roots[tree + 1] ?? 0
      const rootC = roots[tree + 2] ?? 0
      const rootD = roots[tree + 3] ?? 0
      for (let row = first; row < end; row++) {
        const base = row * width
        let a = rootA
        let b = rootB
        let c = rootC
        let d = rootD
        for (let step = 0; step < depth; step++) {
          const atA = nodes[a] ?? 0
          const atB = nodes[b] ?? 0
          const atC = nodes[c] ?? 0
          const atD = nodes[d] ?? 0
          const passA = ((nodes[a + 1] ?? 0) - (bits[base + (atA & featureMask)] ?? 0)) >>> 31
          const passB = ((nodes[b + 1] ?? 0) - (bits[base + (atB & featureMask)] ?? 0)) >>> 31
          const passC = ((nodes[c + 1] ?? 0) - (bits[base + (atC & featureMask)] ?? 0)) >>> 31
          const passD = ((nodes[d + 1] ?? 0) - (bits[base + (atD & featureMask)] ?? 0)) >>> 31
          a = (atA >> featureBits) + 2 * passA
          b = (atB >> featureBits) + 2 * passB
          c = (atC >> featureBits) + 2 * passC
          d = (atD >> featureBits) + 2 * passD
        }
        sums[row - first] =
          (sums[row - first] ?? 0) +
          ((weights[a >> 1] ?? 0) + (weights[b >> 1] ?? 0) + (weights[c >> 1] ?? 0) + (weights[d >> 1] ?? 0))
      }
    }
  }
  return (rows, count) => {
    const bits = new Int32Array(rows.buffer, rows.byteOffset, count * width)
    const scores = new Float32Array(count)
    for (let first = 0; first < count; first += blockRows) {
      const end = Math.min(count, first + blockRows)
      walkBlock(bits, first, end)
      for (let row = first; row < end; row++) {
        const score = 2 ** ((sums[row - first] ?? 0) * scale)
        scores[row] = score >= 0 && score <= 1 ? score : score > 1 ? 1 : 0
      }
    }
    return scores
  }
}

/** Lays the trees out level by level, siblings side by side. @throws where a tree is none or the table too large */
export function layForest(ensemble: Ensemble, width: number): WalkTable {
  const count = ensemble.nodeIds.length
  const byName = new Map(
    ensemble.nodeIds.map((nodeId, i) => [`${ensemble.treeIds[i]}:${nodeId}`, i] as const),
  )
  const trees = [...new Set(ensemble.treeIds)]
  if (count >= 1 << (30 - featureBits) || width > featureMask) throw new Error('The forest is too large.')
  const filling = trees.length % lanes === 0 ? 0 : 1
  const nodes = new Int32Array(new SharedArrayBuffer(8 * (count + filling)))
  const weights = new Float64Array(new SharedArrayBuffer(8 * (count + filling)))
  const bits = new Int32Array(1)
  const float = new Float32Array(bits.buffer)
  let next = 0
  let deepest = 0
  const leafAt = (at: number, weight: number): void => {
    nodes[2 * at] = (2 * at) << featureBits
    nodes[2 * at + 1] = always
    weights[at] = weight
  }
  const indexOf = (tree: number, node: number): number => {
    const index = byName.get(`${tree}:${node}`)
    if (index === undefined) throw new Error(`Tree ${tree} has no node ${node}.`)
    return index
  }

  function layTree(tree: number): number {
    const root = next++
    let level = [{ node: 0, at: root }]
    for (let depth = 0; level.length > 0; depth++) {
      deepest = Math.max(deepest, depth)
      const below: typeof level = []
      for (const { node, at } of level) {
        const i = indexOf(tree, node)
        if (ensemble.isLeaf[i]) {
          leafAt(at, ensemble.weights.get(`${tree}:${node}`) ?? 0)
          continue
        }
        const feature = ensemble.features[i] ?? -1
        if (feature < 0 || feature >= width || next + 2 > count)
          throw new Error(`Tree ${tree} is broken at node ${node}.`)
        // Below zero nothing is less or equal; -0 is 0.
        float[0] = Math.max(ensemble.thresholds[i] ?? 0, 0) + 0
        nodes[2 * at] = ((2 * next) << featureBits) | feature
        nodes[2 * at + 1] = (ensemble.thresholds[i] ?? 0) < 0 ? -1 : (bits[0] ?? 0)
        below.push({ node: ensemble.left[i] ?? 0, at: next }, { node: ensemble.right[i] ?? 0, at: next + 1 })
        next += 2
      }
      level = below
    }
    return 2 * root
  }

  const roots = trees.map(layTree)
  if (filling === 1) {
    leafAt(count, 0)
    while (roots.length % lanes !== 0) roots.push(2 * count)
  }
  return { nodes, weights, roots: Int32Array.from(roots), depth: deepest, scale: ensemble.scale, width }
}
