import { averagePathLength } from './path-length.ts'

/** A tree as columns: node i asks `x[feature[i]] <= threshold[i]`; feature -1 is a leaf of `samples[i]` samples. */
export interface Tree {
  readonly feature: number[]
  readonly threshold: number[]
  readonly left: number[]
  readonly right: number[]
  readonly depth: number[]
  readonly samples: number[]
}

export interface Forest {
  readonly trees: readonly Tree[]
  /** samples each tree was grown from: ψ of the paper */
  readonly maxSamples: number
  readonly features: number
}

export interface ForestOptions {
  readonly trees: number
  /** samples a tree, at most; 256 in the paper */
  readonly maxSamples: number
  /** 0 ≤ x < 1 */
  readonly random: () => number
  /**
   * by feature: how far beyond the highest value of its samples a tree may cut, so that what lies there is set apart
   * although no sample was; absent: cuts lie between samples alone, as in the paper
   */
  readonly beyond?: readonly number[]
  /** told of each tree that is grown: how many there are */
  readonly onTree?: (trees: number) => void
}

const scratch = new Float32Array(1)

/**
 * The largest float32 that is not above `value`: scikit-learn compares float32 features with float64 thresholds,
 * ONNX with float32 ones, and `x <= t` stays the same only when t is rounded down.
 */
export function floorToFloat32(value: number): number {
  scratch[0] = value
  const rounded = scratch[0]
  if (rounded <= value) return rounded
  const bits = new Int32Array(scratch.buffer)
  const now = bits[0] ?? 0
  if (rounded === 0) return -1.401298464324817e-45
  bits[0] = rounded > 0 ? now - 1 : now + 1
  return scratch[0]
}

/** Grows a forest from `count` rows of `width` float32 features. */
export function trainForest(
  rows: Float32Array,
  count: number,
  width: number,
  options: ForestOptions,
): Forest {
  if (count < 2) throw new Error(`A forest needs at least 2 rows to learn from; there are ${count}.`)
  const maxSamples = Math.min(options.maxSamples, count)
  const limit = Math.ceil(Math.log2(Math.max(maxSamples, 2)))
  const { random, onTree, beyond } = options
  const trees = Array.from({ length: options.trees }, (_, i) => {
    const tree = growTree(rows, sample(count, maxSamples, random), { width, limit, random, beyond })
    onTree?.(i + 1)
    return tree
  })
  return { trees, maxSamples, features: width }
}

/** `size` different numbers below `count` (Floyd). */
function sample(count: number, size: number, random: () => number): number[] {
  const chosen = new Set<number>()
  for (let i = count - size; i < count; i++) {
    const candidate = Math.floor(random() * (i + 1))
    chosen.add(chosen.has(candidate) ? i : candidate)
  }
  return [...chosen]
}

interface TreeOptions {
  readonly width: number
  /** of the depth */
  readonly limit: number
  readonly random: () => number
  readonly beyond: readonly number[] | undefined
}

function growTree(rows: Float32Array, samples: number[], options: TreeOptions): Tree {
  const { width, limit, random, beyond } = options
  const tree: Tree = { feature: [], threshold: [], left: [], right: [], depth: [], samples: [] }
  const value = (row: number, feature: number): number => rows[row * width + feature] ?? 0

  const highest = Array.from({ length: width }, (_, feature) =>
    samples.reduce((most, row) => Math.max(most, value(row, feature)), Number.NEGATIVE_INFINITY),
  )

  function grow(members: number[], depth: number): number {
    const node = tree.feature.length
    tree.feature.push(-1)
    tree.threshold.push(0)
    tree.left.push(-1)
    tree.right.push(-1)
    tree.depth.push(depth)
    tree.samples.push(members.length)
    if (depth >= limit || members.length <= 1) return node
    const split = chooseSplit(members)
    if (!split) return node
    tree.feature[node] = split.feature
    tree.threshold[node] = split.threshold
    tree.left[node] = grow(
      members.filter((row) => value(row, split.feature) <= split.threshold),
      depth + 1,
    )
    tree.right[node] = grow(
      members.filter((row) => value(row, split.feature) > split.threshold),
      depth + 1,
    )
    return node
  }

  /** A random feature that is not constant here, cut at random between its extremes. */
  function chooseSplit(members: readonly number[]): { feature: number; threshold: number } | undefined {
    const open = Array.from({ length: width }, (_, i) => i)
    while (open.length > 0) {
      const [feature = 0] = open.splice(Math.floor(random() * open.length), 1)
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      for (const row of members) {
        const x = value(row, feature)
        if (x < low) low = x
        if (x > high) high = x
      }
      // Only where nothing above was cut off yet.
      if (high >= (highest[feature] ?? 0)) high += beyond?.[feature] ?? 0
      if (!(low < high)) continue
      const threshold = floorToFloat32(low + random() * (high - low))
      // A cut at the maximum would leave one side empty.
      return { feature, threshold: threshold >= high || threshold < low ? low : threshold }
    }
    return undefined
  }

  grow(samples, 0)
  return tree
}

/** The reference score 2^(-E[h(x)] / c(ψ)) of one row, from 0 to 1; ONNX Runtime must agree. */
export function scoreRow(forest: Forest, row: Float32Array): number {
  let total = 0
  for (const tree of forest.trees) {
    let node = 0
    for (;;) {
      const feature = tree.feature[node] ?? -1
      if (feature === -1) break
      const goesLeft = (row[feature] ?? 0) <= (tree.threshold[node] ?? 0)
      node = (goesLeft ? tree.left[node] : tree.right[node]) ?? 0
    }
    total += (tree.depth[node] ?? 0) + averagePathLength(tree.samples[node] ?? 1)
  }
  return 2 ** (-total / (forest.trees.length * averagePathLength(forest.maxSamples)))
}
