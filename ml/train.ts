import { features } from './features.ts'
import { trainForest } from './forest/forest.ts'
import type { ModelMetadata } from './onnx/metadata.ts'
import { writeModel } from './onnx/writer.ts'

export interface TrainingOptions {
  readonly name: string
  readonly trees: number
  readonly maxSamples: number
  readonly seed: number
  readonly threshold: number
  readonly quantiles: Record<string, number>
  readonly trainedAt: Date
  readonly random: () => number
}

/** Trains a forest on `count` rows of features and writes it as an ONNX model with its metadata inside. */
export function trainModel(rows: Float32Array, count: number, options: TrainingOptions): Uint8Array {
  const { name, trees, maxSamples, seed, threshold, quantiles, trainedAt, random } = options
  const forest = trainForest(rows, count, features.length, { trees, maxSamples, random })
  const metadata: ModelMetadata = {
    format: 'vedette-isolation-forest-1',
    name,
    trainedAt: trainedAt.toISOString(),
    features: features.map((feature) => feature.name),
    rows: count,
    trees,
    maxSamples: forest.maxSamples,
    seed,
    threshold,
    quantiles,
  }
  return writeModel(forest, metadata)
}

/** The score below which `share` of the scores lie (nearest rank). */
export function quantile(scores: Float32Array, share: number): number {
  const sorted = scores.toSorted()
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
