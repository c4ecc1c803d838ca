import { z } from 'zod'
import { features } from '../features.ts'

/** What a model says of itself, kept in its `metadata_props` under the key `vedette`. */
export const ModelMetadata = z.object({
  format: z.literal('vedette-isolation-forest-1'),
  name: z.string().min(1).max(200),
  trainedAt: z.iso.datetime(),
  features: z.array(z.string()),
  /** rows it learnt from */
  rows: z.number().int().positive(),
  trees: z.number().int().positive(),
  maxSamples: z.number().int().positive(),
  seed: z.number().int(),
  /** score from which a request counts as unusual */
  threshold: z.number().min(0).max(1),
  /** scores of the training rows: share → score */
  quantiles: z.record(z.string(), z.number()),
  /** by feature: what 5 %, half and 95 % of the training rows lie below, in the model's columns */
  usual: z.array(z.object({ low: z.number(), middle: z.number(), high: z.number() })).optional(),
})
export type ModelMetadata = z.infer<typeof ModelMetadata>

const Properties = z.object({ metadataProps: z.array(z.object({ key: z.string(), value: z.string() })) })

/**
 * Reads what a model says of itself.
 * @param model as `decodeModel` gives it
 * @throws one sentence where it is not one of Vedette's
 */
export function readMetadata(model: unknown, where: string): ModelMetadata {
  const properties = Properties.safeParse(model).data?.metadataProps
  const text = properties?.find(({ key }) => key === 'vedette')?.value
  if (text === undefined) {
    throw new Error(
      `The model ${where} was not made by Vedette: it does not name its features; train one with \`npm run train\`.`,
    )
  }
  const metadata = ModelMetadata.safeParse(JSON.parse(text))
  if (!metadata.success)
    throw new Error(`The model ${where} describes itself wrongly: train it anew with \`npm run train\`.`)
  const names = features.map(({ name }) => name).join(',')
  if (metadata.data.features.join(',') !== names) {
    throw new Error(
      `The model ${where} was trained on other features than this Vedette has: train it anew with \`npm run train\`.`,
    )
  }
  return metadata.data
}
