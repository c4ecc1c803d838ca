import { type Feature, features } from './features.ts'
import { type Forest, type ForestOptions, trainForest } from './forest/forest.ts'
import { createWalk, layForest, type Walk } from './forest/walk.ts'
import { ensembleOf } from './onnx/ensemble.ts'
import type { ModelMetadata } from './onnx/metadata.ts'
import { writeModel } from './onnx/writer.ts'
import type { SiteProfile } from './profile/index.ts'

/** How far beyond what was seen trees may cut: a share of the highest value a feature can have. */
const beyondShare = 0.05
/** Shares of the training scores that are told in the card. */
const told = [0.5, 0.9, 0.99, 0.999] as const
/** Share of ordinary requests below the floor, and below the threshold while nothing is calibrated. */
const [floorShare, thresholdShare] = [0.99, 0.999]

/** What a training is told of, and tells: most of it stands in the model's card. */
export interface TrainingDescription {
  readonly name: string
  readonly trees: number
  readonly maxSamples: number
  /** what `random` was made from, told in the card */
  readonly seed: number
  readonly sources: ModelMetadata['sources']
  readonly period?: ModelMetadata['period']
  /** requests that were not added because a signature found something */
  readonly leftOut: number
  readonly trainedAt: Date
  /** told the share of the work that is done, 0 to 1 */
  readonly onProgress?: (share: number) => void
}

export interface TrainingOptions extends TrainingDescription {
  /** what the rows were compared with */
  readonly profile: SiteProfile
  readonly random: () => number
}

/**
 * Grows a forest. Trees may cut a little beyond what the rows have, so that what lies there is set apart; in features of
 * history only where there is a history, as those of a model without a profile are always 0.
 * @param columns what the rows hold
 */
export function growModel(
  rows: Float32Array,
  count: number,
  profile: SiteProfile,
  options: Omit<ForestOptions, 'beyond'>,
  columns: readonly Pick<Feature, 'most' | 'ofHistory'>[] = features,
): { readonly forest: Forest; readonly walk: Walk } {
  const width = columns.length
  const beyond = columns.map(({ most, ofHistory }) =>
    ofHistory && profile.requests === 0 ? 0 : beyondShare * most,
  )
  const forest = trainForest(rows, count, width, { ...options, beyond })
  return { forest, walk: createWalk(layForest(ensembleOf(forest), width)) }
}

/** Trains a forest on `count` rows of features and writes it as an ONNX model with its metadata inside. */
export function trainModel(rows: Float32Array, count: number, options: TrainingOptions): Uint8Array {
  const { trees, maxSamples, random, onProgress, profile, trainedAt, period, ...described } = options
  const { forest, walk } = growModel(rows, count, profile, {
    trees,
    maxSamples,
    random,
    ...(onProgress && { onTree: (tree: number) => onProgress(tree / trees) }),
  })
  const scores = walk(rows, count).sort()
  return writeModel(forest, {
    format: 'vedette-isolation-forest-2',
    ...described,
    ...(period && { period }),
    trainedAt: trainedAt.toISOString(),
    features: features.map((feature) => feature.name),
    rows: count,
    profiled: profile.requests,
    trees,
    maxSamples: forest.maxSamples,
    threshold: rounded(at(scores, thresholdShare)),
    floor: rounded(at(scores, floorShare)),
    quantiles: Object.fromEntries(told.map((share) => [String(share), at(scores, share)])),
    usual: features.map((_, column) => usualOf(rows, count, column)),
    profile: Buffer.from(profile.toBytes()).toString('base64'),
  })
}

function usualOf(rows: Float32Array, count: number, column: number): ModelMetadata['usual'][number] {
  const width = features.length
  const values = Float32Array.from({ length: count }, (_, row) => rows[row * width + column] ?? 0).sort()
  return { low: at(values, 0.05), middle: at(values, 0.5), high: at(values, 0.95) }
}

const rounded = (score: number): number => Math.round(score * 1000) / 1000

/** The value below which a share of sorted values lies (nearest rank). */
const at = (sorted: Float32Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
