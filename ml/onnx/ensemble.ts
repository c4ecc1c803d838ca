import { z } from 'zod'
import type { Forest } from '../forest/forest.ts'
import { averagePathLength } from '../forest/path-length.ts'

/** The trees of a model as columns over all their nodes, as TreeEnsembleRegressor of ai.onnx.ml has them. */
export interface Ensemble {
  readonly treeIds: readonly number[]
  readonly nodeIds: readonly number[]
  readonly features: readonly number[]
  readonly thresholds: readonly number[]
  readonly isLeaf: readonly boolean[]
  readonly left: readonly number[]
  readonly right: readonly number[]
  /** leaf weight by `treeId:nodeId` */
  readonly weights: ReadonlyMap<string, number>
  /** what the sum of the weights is multiplied with, the exponent of 2 */
  readonly scale: number
}

const Numbers = z.array(z.number())
const Attribute = z.object({
  name: z.string(),
  ints: Numbers.default([]),
  floats: Numbers.default([]),
  strings: z.array(z.instanceof(Uint8Array)).default([]),
})
const Graph = z.object({
  graph: z.object({
    node: z.array(z.object({ opType: z.string(), attribute: z.array(Attribute).default([]) })),
    initializer: z.array(z.object({ name: z.string(), floatData: Numbers.default([]) })),
  }),
})

/** The trees of a forest that was just grown. */
export function ensembleOf({ trees, maxSamples }: Forest): Ensemble {
  const nodes = trees.flatMap((tree, treeId) =>
    tree.feature.map((feature, nodeId) => ({
      treeId,
      nodeId,
      isLeaf: feature === -1,
      feature: Math.max(feature, 0),
      threshold: tree.threshold[nodeId] ?? 0,
      left: Math.max(tree.left[nodeId] ?? 0, 0),
      right: Math.max(tree.right[nodeId] ?? 0, 0),
      weight: Math.fround((tree.depth[nodeId] ?? 0) + averagePathLength(tree.samples[nodeId] ?? 1)),
    })),
  )
  const leaves = nodes.filter(({ isLeaf }) => isLeaf)
  return {
    treeIds: nodes.map(({ treeId }) => treeId),
    nodeIds: nodes.map(({ nodeId }) => nodeId),
    features: nodes.map(({ feature }) => feature),
    thresholds: nodes.map(({ threshold }) => threshold),
    isLeaf: nodes.map(({ isLeaf }) => isLeaf),
    left: nodes.map(({ left }) => left),
    right: nodes.map(({ right }) => right),
    weights: new Map(leaves.map(({ treeId, nodeId, weight }) => [`${treeId}:${nodeId}`, weight])),
    scale: Math.fround(-1 / (trees.length * averagePathLength(maxSamples))),
  }
}

/**
 * Reads the trees of a model that `writer.ts` wrote.
 * @param model as `decodeModel` gives it
 * @throws where it holds others
 */
export function readEnsemble(model: unknown): Ensemble {
  const { graph } = Graph.parse(model)
  const operators = graph.node.map(({ opType }) => opType).join(' ')
  if (operators !== 'TreeEnsembleRegressor Mul Pow') throw new Error(`The graph is another (${operators}).`)
  const attributes = new Map(graph.node[0]?.attribute.map((attribute) => [attribute.name, attribute]))
  const of = (name: string) => {
    const attribute = attributes.get(name)
    if (!attribute) throw new Error(`The trees have no ${name}.`)
    return attribute
  }
  const modes = of('nodes_modes').strings.map((mode) => Buffer.from(mode).toString())
  if (modes.some((mode) => mode !== 'LEAF' && mode !== 'BRANCH_LEQ'))
    throw new Error('The trees compare otherwise than by "less or equal".')
  const leafTrees = of('target_treeids').ints
  const leafNodes = of('target_nodeids').ints
  const weights = new Map(
    of('target_weights').floats.map((weight, i) => [`${leafTrees[i]}:${leafNodes[i]}`, weight]),
  )
  const [scale] = graph.initializer.find(({ name }) => name === 'scale')?.floatData ?? []
  if (scale === undefined) throw new Error('The model has no scale.')
  return {
    treeIds: of('nodes_treeids').ints,
    nodeIds: of('nodes_nodeids').ints,
    features: of('nodes_featureids').ints,
    thresholds: of('nodes_values').floats,
    isLeaf: modes.map((mode) => mode === 'LEAF'),
    left: of('nodes_truenodeids').ints,
    right: of('nodes_falsenodeids').ints,
    weights,
    scale,
  }
}
