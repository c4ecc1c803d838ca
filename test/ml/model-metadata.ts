import { features } from '../../ml/features.ts'

/** What a model of a test says of itself. */
export const modelMetadata = {
  format: 'vedette-isolation-forest-1' as const,
  name: 'test',
  trainedAt: '2026-11-21T00:00:00.000Z',
  features: features.map(({ name }) => name),
  rows: 1,
  trees: 1,
  maxSamples: 256,
  seed: 1,
  threshold: 0.6,
  quantiles: {},
}
