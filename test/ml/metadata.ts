import { features } from '../../ml/features.ts'
import type { ModelMetadata } from '../../ml/onnx/metadata.ts'

/** What a model of a test says of itself. */
export const metadata: ModelMetadata = {
  format: 'vedette-isolation-forest-2',
  name: 'test',
  trainedAt: '2026-11-21T00:00:00.000Z',
  features: features.map(({ name }) => name),
  rows: 1,
  profiled: 0,
  leftOut: 0,
  sources: [],
  trees: 1,
  maxSamples: 256,
  seed: 1,
  threshold: 0.6,
  floor: 0.5,
  quantiles: {},
  usual: features.map(() => ({ low: 0, middle: 0, high: 0 })),
  profile: '',
}
