import { z } from 'zod'
import { Reason } from './reason.ts'

/** What a model of ordinary traffic was made of. */
export const ModelCard = z.object({
  /** 'shipped', or the name of its file */
  id: z.string().max(100),
  name: z.string(),
  origin: z.enum(['shipped', 'trained']),
  /** whether lines are scored by it now */
  isActive: z.boolean(),
  /** ISO 8601 */
  trainedAt: z.string(),
  /** requests the forest was grown from */
  rows: z.number().int().nonnegative(),
  /** requests its profile of the site was counted from; 0 where it has none */
  profiled: z.number().int().nonnegative(),
  /** requests in which a signature found something: left out */
  leftOut: z.number().int().nonnegative(),
  /** event times of the requests, epoch milliseconds; absent for the shipped model */
  period: z.object({ from: z.number(), to: z.number() }).optional(),
  /** sources it was trained on and the requests of each; empty for the shipped model */
  sources: z.array(z.object({ id: z.number().int(), name: z.string(), requests: z.number().int() })),
  features: z.array(z.object({ name: z.string(), title: z.string() })),
  /** 0 where the file cannot be used */
  trees: z.number().int().nonnegative(),
  maxSamples: z.number().int().nonnegative(),
  /** share of the training scores below ('0.5', '0.99' …) → score */
  quantiles: z.record(z.string(), z.number()),
  /** score from which a line is an anomaly before anything was calibrated */
  threshold: z.number().min(0).max(1),
  /** one sentence where its file cannot be used: damaged or foreign */
  problem: z.string().optional(),
})
export type ModelCard = z.infer<typeof ModelCard>

export const TrainingRequest = z
  .object({
    /** event times, epoch milliseconds: from <= time < to; all that is retained where absent */
    from: z.number().optional(),
    to: z.number().optional(),
    /** all sources but the demo where absent */
    sourceIds: z.array(z.number().int()).min(1).max(1_000).optional(),
    name: z.string().trim().min(1).max(60).optional(),
    trees: z.number().int().min(10).max(500).default(200),
    maxSamples: z.number().int().min(16).max(4_096).default(256),
    /** requests kept for the forest, sampled fairly across days and sources */
    rows: z.number().int().min(1_000).max(500_000).default(100_000),
    seed: z.number().int().nonnegative().optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    message: 'The period must begin before it ends.',
  })
  .refine(({ trees, maxSamples }) => trees * maxSamples <= 256_000, {
    message: 'A forest holds at most 256,000 samples over all its trees: take fewer trees or samples.',
  })
export type TrainingRequest = z.infer<typeof TrainingRequest>

/** What becomes of a training: at most one is under way. */
export const Training = z.object({
  phase: z.enum(['none', 'reading', 'growing', 'comparing', 'done', 'failed', 'cancelled']),
  startedAt: z.number().optional(),
  /** of the work, 0 to 1 */
  share: z.number().min(0).max(1),
  linesRead: z.number().int().nonnegative(),
  requests: z.number().int().nonnegative(),
  leftOut: z.number().int().nonnegative(),
  secondsLeft: z.number().nonnegative().optional(),
  /** the new model, once it is done */
  modelId: z.string().optional(),
  /** one sentence, where it failed */
  problem: z.string().optional(),
})
export type Training = z.infer<typeof Training>

/** A line that one of two models would report and the other would not. */
export const ComparedLine = z.object({
  /** the model that reports it */
  by: z.enum(['this', 'other']),
  time: z.number(),
  sourceName: z.string(),
  sourceIp: z.string(),
  /** the opened log line */
  raw: z.string(),
  score: z.object({ this: z.number(), other: z.number() }),
  /** of the model that reports it */
  reasons: z.array(Reason),
})
export type ComparedLine = z.infer<typeof ComparedLine>

/** Two models over the same recent traffic, each with one threshold for all sources. */
export const ModelComparison = z.object({
  modelId: z.string(),
  otherId: z.string(),
  /** event times of the lines compared */
  period: z.object({ from: z.number(), to: z.number() }),
  /** requests without a finding that both scored */
  requests: z.number().int().nonnegative(),
  threshold: z.object({ this: z.number(), other: z.number() }),
  /** the threshold is the operator's; else it is the one that keeps the budget */
  isOwnThreshold: z.boolean(),
  /** lines each would have reported */
  reported: z.object({
    both: z.number().int().nonnegative(),
    onlyThis: z.number().int().nonnegative(),
    onlyOther: z.number().int().nonnegative(),
  }),
  /** of those only one reports, highest scores first: at most 20 of each */
  examples: z.array(ComparedLine),
})
export type ModelComparison = z.infer<typeof ModelComparison>
