import { features } from './features.ts'
import { trainForest } from './forest/forest.ts'
import { createWalk, layForest } from './forest/walk.ts'
import { readEnsemble } from './onnx/ensemble.ts'
import type { ModelMetadata } from './onnx/metadata.ts'
import { decodeModel } from './onnx/schema.ts'
import { writeModel } from './onnx/writer.ts'
import type { SiteProfile } from './profile/index.ts'

const width = features.length
/** Shares of the training scores that are told in the card. */
const told = [0.5, 0.9, 0.99, 0.999] as const
/** Share of ordinary requests below the floor, and below the threshold while nothing is calibrated. */
const [floorShare, thresholdShare] = [0.99, 0.999]

export interface TrainingOptions {
  readonly name: string
  readonly trees: number
  readonly maxSamples: number
  readonly seed: number
  readonly sources: ModelMetadata['sources']
  readonly period?: ModelMetadata['period']
  readonly leftOut: number
  readonly trainedAt: Date
  /** what the rows were compared with */
  readonly profile: SiteProfile
  readonly random: () => number
  /** told the share of the trees grown, 0 to 1 */
  readonly onProgress?: (share: number) => void
}

/** Trains a forest on `count` rows of features and writes it as an ONNX model with its metadata inside. */
export function trainModel(rows: Float32Array, count: number, options: TrainingOptions): Uint8Array {
  const { trees, maxSamples, random, onProgress, profile, trainedAt, period, ...described } = options
  const forest = trainForest(rows, count, width, {
    trees,
    maxSamples,
    random,
    ...(onProgress && { onTree: (tree: number) => onProgress(tree / trees) }),
  })
  const metadata: ModelMetadata = {
    format: 'vedette-isolation-forest-2',
    ...described,
    ...(period && { period }),
    trainedAt: trainedAt.toISOString(),
    features: features.map((feature) => feature.name),
    rows: count,
    profiled: profile.requests,
    trees,
    maxSamples: forest.maxSamples,
    threshold: 1,
    floor: 1,
    quantiles: {},
    usual: features.map((_, column) => usualOf(rows, count, column)),
    profile: Buffer.from(profile.toBytes()).toString('base64'),
  }
  const ensemble = readEnsemble(decodeModel(writeModel(forest, metadata)))
  const scores = createWalk(layForest(ensemble, width))(rows, count).toSorted()
  return writeModel(forest, {
    ...metadata,
    threshold: rounded(at(scores, thresholdShare)),
    floor: rounded(at(scores, floorShare)),
    quantiles: Object.fromEntries(told.map((share) => [String(share), at(scores, share)])),
  })
}

function usualOf(rows: Float32Array, count: number, column: number): ModelMetadata['usual'][number] {
  const values = Float32Array.from({ length: count }, (_, row) => rows[row * width + column] ?? 0).sort()
  return { low: at(values, 0.05), middle: at(values, 0.5), high: at(values, 0.95) }
}

const rounded = (score: number): number => Math.round(score * 1000) / 1000

/** The value below which a share of sorted values lies (nearest rank). */
const at = (sorted: Float32Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
