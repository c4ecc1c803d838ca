import { z } from 'zod'
import { features } from '../features.ts'
import { SiteProfile } from '../profile/index.ts'

const format = 'vedette-isolation-forest-2'
const Usual = z.object({ low: z.number(), middle: z.number(), high: z.number() })

/** What a model says of itself, kept in its `metadata_props` under the key `vedette`. */
export const ModelMetadata = z.object({
  format: z.literal(format),
  name: z.string().min(1).max(200),
  trainedAt: z.iso.datetime(),
  features: z.array(z.string()),
  /** rows it learnt from */
  rows: z.number().int().positive(),
  /** requests its profile of the site was counted from; 0: it has none */
  profiled: z.number().int().nonnegative(),
  /** requests in which a signature found something: left out */
  leftOut: z.number().int().nonnegative(),
  /** what it was trained on, and the requests of each source */
  sources: z.array(
    z.object({ id: z.number().int(), name: z.string(), requests: z.number().int().nonnegative() }),
  ),
  /** event times of the requests, epoch milliseconds */
  period: z.object({ from: z.number(), to: z.number() }).optional(),
  trees: z.number().int().positive(),
  maxSamples: z.number().int().positive(),
  seed: z.number().int(),
  /** score from which a request counts as unusual, before anything was calibrated */
  threshold: z.number().min(0).max(1),
  /** score below which 99 % of the training rows lie: nothing below it is worth a second look */
  floor: z.number().min(0).max(1),
  /** scores of the training rows: share → score */
  quantiles: z.record(z.string(), z.number()),
  /** by column: 5 %, half and 95 % of the training rows lie below, in the column's own scale */
  usual: z.array(Usual).length(features.length),
  /** the profile of the site, packed, in base64; empty where there is none */
  profile: z.base64(),
})
export type ModelMetadata = z.infer<typeof ModelMetadata>

/** Enough to tell whose model it is. */
const Named = z.object({ format: z.string(), features: z.array(z.string()) })

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
  const described = parse(text)
  const names = Named.safeParse(described).data
  if (names?.format !== format || names.features.join(',') !== features.map(({ name }) => name).join(',')) {
    throw new Error(
      `The model ${where} was trained on other features than this Vedette has: train it anew with \`npm run train\`.`,
    )
  }
  const metadata = ModelMetadata.safeParse(described)
  if (!metadata.success)
    throw new Error(`The model ${where} describes itself wrongly: train it anew with \`npm run train\`.`)
  return metadata.data
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * The profile that a model carries.
 * @throws one sentence where it is damaged
 */
export function readProfile({ profile, profiled }: ModelMetadata, where: string): SiteProfile {
  try {
    const read = SiteProfile.fromBytes(Buffer.from(profile, 'base64'))
    if (read.requests === profiled) return read
  } catch {
    // Told below, with the name of the model.
  }
  throw new Error(`The model ${where} carries a damaged profile of its site: train it anew or restore it.`)
}
