import { z } from 'zod'

/** What the value of a feature counts; the console writes it by this. */
export const reasonUnits = ['bytes', 'characters', 'count', 'share', 'bits', 'class', 'rarity'] as const

/** A feature that made a request unusual, beside what is usual on the site. Values are natural, not logarithms. */
export const Reason = z.object({
  /** name of the feature, see `ml/features.ts` */
  feature: z.string(),
  title: z.string(),
  unit: z.enum(reasonUnits),
  value: z.number(),
  /** of the traffic the model was trained on: 5 %, half and 95 % lie below */
  usual: z.object({ low: z.number(), middle: z.number(), high: z.number() }),
  /** of the score, 0 to 1: how much of the short way through the trees is this feature's */
  share: z.number().min(0).max(1),
})
export type Reason = z.infer<typeof Reason>
