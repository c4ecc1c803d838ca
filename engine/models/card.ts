import type { ModelCard } from '../../contract/model.ts'
import { features } from '../../ml/features.ts'
import type { ModelMetadata } from '../../ml/onnx/metadata.ts'

/** The id of the model that Vedette brings. */
export const shippedId = 'shipped'

const titles = new Map(features.map(({ name, title }) => [name, title]))

/** The card of a model, but for whether it is active. */
export type Card = Omit<ModelCard, 'isActive'>

/** What a model says of itself. */
export const cardOf = (id: string, metadata: ModelMetadata): Card => ({
  id,
  name: metadata.name,
  origin: id === shippedId ? 'shipped' : 'trained',
  trainedAt: metadata.trainedAt,
  rows: metadata.rows,
  profiled: metadata.profiled,
  leftOut: metadata.leftOut,
  ...(metadata.period && { period: metadata.period }),
  sources: metadata.sources.map((source) => ({ ...source })),
  features: metadata.features.map((name) => ({ name, title: titles.get(name) ?? name })),
  trees: metadata.trees,
  maxSamples: metadata.maxSamples,
  quantiles: metadata.quantiles,
  threshold: metadata.threshold,
})

/** The card of a file that cannot be used. */
export const uselessCard = (id: string, written: Date, problem: string): Card => ({
  id,
  name: id,
  origin: 'trained',
  trainedAt: written.toISOString(),
  rows: 0,
  profiled: 0,
  leftOut: 0,
  sources: [],
  features: [],
  trees: 0,
  maxSamples: 0,
  quantiles: {},
  threshold: 1,
  problem,
})
