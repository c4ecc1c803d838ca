import type { Forest } from '../forest/forest.ts'
import { ensembleOf } from './ensemble.ts'
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
  const { treeIds, nodeIds, features, thresholds, isLeaf, left, right, weights, scale } = ensembleOf(forest)
  const leaves = nodeIds.flatMap((node, i) => (isLeaf[i] ? [{ tree: treeIds[i] ?? 0, node }] : []))
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
      ints('nodes_treeids', treeIds),
      ints('nodes_nodeids', nodeIds),
      ints('nodes_featureids', features),
      floats('nodes_values', thresholds),
      texts(
        'nodes_modes',
        isLeaf.map((is) => (is ? 'LEAF' : 'BRANCH_LEQ')),
      ),
      ints('nodes_truenodeids', left),
      ints('nodes_falsenodeids', right),
      ints(
        'nodes_missing_value_tracks_true',
        nodeIds.map(() => 0),
      ),
      ints(
        'target_treeids',
        leaves.map(({ tree }) => tree),
      ),
      ints(
        'target_nodeids',
        leaves.map(({ node }) => node),
      ),
      ints(
        'target_ids',
        leaves.map(() => 0),
      ),
      floats(
        'target_weights',
        leaves.map(({ tree, node }) => weights.get(`${tree}:${node}`) ?? 0),
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
      initializer: [scalar('scale', scale), scalar('two', 2)],
      node: [
        ensemble,
        { opType: 'Mul', name: 'normalise', input: ['path_length', 'scale'], output: ['exponent'] },
        { opType: 'Pow', name: 'anomaly', input: ['two', 'exponent'], output: ['score'] },
      ],
    },
  }
  return ModelProto.encode(ModelProto.fromObject(model)).finish()
}
