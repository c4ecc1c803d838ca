import type { Forest } from '../forest/forest.ts'
import { averagePathLength } from '../forest/path-length.ts'
import type { ModelMetadata } from './metadata.ts'
import { attributeType, float32, ModelProto } from './schema.ts'

/** Opset 15 of ai.onnx and 3 of ai.onnx.ml: both in every ONNX Runtime since 1.10. */
const opset = { core: 15, ml: 3 } as const

const ints = (name: string, values: readonly number[]) => ({
  name,
  ints: [...values],
  type: attributeType.ints,
})
const floats = (name: string, values: readonly number[]) => ({
  name,
  floats: [...values],
  type: attributeType.floats,
})
const text = (name: string, value: string) => ({ name, s: Buffer.from(value), type: attributeType.string })
const texts = (name: string, values: readonly string[]) => ({
  name,
  strings: values.map((value) => Buffer.from(value)),
  type: attributeType.strings,
})

const matrix = (name: string, columns: number) => ({
  name,
  type: { tensorType: { elemType: float32, shape: { dim: [{ dimParam: 'rows' }, { dimValue: columns }] } } },
})
const scalar = (name: string, value: number) => ({ name, dims: [1], dataType: float32, floatData: [value] })

/**
 * Writes a forest as ONNX: the trees sum path lengths (a leaf weighs its depth plus c of its samples), and the
 * normalisation 2^(-sum / (T·c(ψ))) is part of the graph. Input `features` [rows, width], output `score` [rows, 1].
 */
export function writeModel(forest: Forest, metadata: ModelMetadata): Uint8Array {
  const nodes = forest.trees.flatMap((tree, treeId) =>
    tree.feature.map((feature, nodeId) => ({
      treeId,
      nodeId,
      isLeaf: feature === -1,
      feature: Math.max(feature, 0),
      threshold: tree.threshold[nodeId] ?? 0,
      left: Math.max(tree.left[nodeId] ?? 0, 0),
      right: Math.max(tree.right[nodeId] ?? 0, 0),
      weight: (tree.depth[nodeId] ?? 0) + averagePathLength(tree.samples[nodeId] ?? 1),
    })),
  )
  const leaves = nodes.filter(({ isLeaf }) => isLeaf)
  const ensemble = {
    opType: 'TreeEnsembleRegressor',
    domain: 'ai.onnx.ml',
    name: 'forest',
    input: ['features'],
    output: ['path_length'],
    attribute: [
      text('aggregate_function', 'SUM'),
      { name: 'n_targets', i: 1, type: attributeType.int },
      text('post_transform', 'NONE'),
      ints(
        'nodes_treeids',
        nodes.map((n) => n.treeId),
      ),
      ints(
        'nodes_nodeids',
        nodes.map((n) => n.nodeId),
      ),
      ints(
        'nodes_featureids',
        nodes.map((n) => n.feature),
      ),
      floats(
        'nodes_values',
        nodes.map((n) => n.threshold),
      ),
      texts(
        'nodes_modes',
        nodes.map((n) => (n.isLeaf ? 'LEAF' : 'BRANCH_LEQ')),
      ),
      ints(
        'nodes_truenodeids',
        nodes.map((n) => n.left),
      ),
      ints(
        'nodes_falsenodeids',
        nodes.map((n) => n.right),
      ),
      ints(
        'nodes_missing_value_tracks_true',
        nodes.map(() => 0),
      ),
      ints(
        'target_treeids',
        leaves.map((n) => n.treeId),
      ),
      ints(
        'target_nodeids',
        leaves.map((n) => n.nodeId),
      ),
      ints(
        'target_ids',
        leaves.map(() => 0),
      ),
      floats(
        'target_weights',
        leaves.map((n) => n.weight),
      ),
    ],
  }
  const model = {
    irVersion: 8,
    producerName: 'vedette',
    domain: 'vedette',
    modelVersion: 1,
    docString: 'Isolation Forest over features of HTTP requests',
    opsetImport: [
      { domain: '', version: opset.core },
      { domain: 'ai.onnx.ml', version: opset.ml },
    ],
    metadataProps: [{ key: 'vedette', value: JSON.stringify(metadata) }],
    graph: {
      name: 'isolation-forest',
      input: [matrix('features', forest.features)],
      output: [matrix('score', 1)],
      initializer: [
        scalar('scale', -1 / (forest.trees.length * averagePathLength(forest.maxSamples))),
        scalar('two', 2),
      ],
      node: [
        ensemble,
        { opType: 'Mul', name: 'normalise', input: ['path_length', 'scale'], output: ['exponent'] },
        { opType: 'Pow', name: 'anomaly', input: ['two', 'exponent'], output: ['score'] },
      ],
    },
  }
  return ModelProto.encode(ModelProto.fromObject(model)).finish()
}
