import { z } from 'zod'
import { ModelComparison } from '../../../contract/model.ts'

/** Traffic that is retained, sealed: Vedette's own log and foreign files, and which requests of it are wanted. */
export const Traffic = z.object({
  /** keys of the own log: handed over in memory, never written anywhere */
  keys: z.array(z.string()).min(1),
  sealedDir: z.string(),
  /** foreign sealed files, with their own keys where they have any */
  files: z.array(z.object({ sourceId: z.number(), path: z.string(), keys: z.array(z.string()).min(1) })),
  /** event times, epoch milliseconds: from <= time < to */
  from: z.number().optional(),
  to: z.number().optional(),
  /** the wanted sources and their names */
  sources: z.array(z.object({ id: z.number(), name: z.string() })),
  /** addresses that were found by frequency, each with its day: see `dayAndAddress` */
  leftOut: z.array(z.string()),
})
export type Traffic = z.infer<typeof Traffic>

const TrainTask = z.object({
  kind: z.literal('train'),
  traffic: Traffic,
  name: z.string(),
  trees: z.number(),
  maxSamples: z.number(),
  rows: z.number(),
  seed: z.number(),
})
export type TrainTask = z.infer<typeof TrainTask>

/** A model by its id and where its file, and what ONNX Runtime said of it, lie. */
const ModelPlace = z.object({ id: z.string(), path: z.string(), referenceFile: z.string() })

const CompareTask = z.object({
  kind: z.literal('compare'),
  traffic: Traffic,
  model: ModelPlace,
  other: ModelPlace,
  /** anomaly alerts a day */
  budget: z.number(),
  /** takes the place of the one that keeps the budget */
  ownThreshold: z.number().nullable(),
  /** requests compared at most */
  most: z.number(),
})
export type CompareTask = z.infer<typeof CompareTask>

export const Task = z.discriminatedUnion('kind', [TrainTask, CompareTask])
export type Task = z.infer<typeof Task>

export const Progress = z.object({
  kind: z.literal('progress'),
  phase: z.enum(['reading', 'growing', 'comparing']),
  /** of the phase, 0 to 1 */
  share: z.number(),
  linesRead: z.number(),
  requests: z.number(),
  leftOut: z.number(),
})
export type Progress = z.infer<typeof Progress>

/** The scores the first model gave, by source: the budget begins with them where that model is switched to. */
export const Scores = z.object({
  sourceId: z.number(),
  /** by bin, see `anomaly/score-histogram.ts` */
  counts: z.custom<Uint32Array>((given) => given instanceof Uint32Array),
  /** event times, epoch milliseconds */
  period: z.object({ from: z.number(), to: z.number() }),
})
export type Scores = z.infer<typeof Scores>

/** What the worker tells. After the last three it is done. */
export const Told = z.discriminatedUnion('kind', [
  Progress,
  z.object({
    kind: z.literal('trained'),
    model: z.custom<Uint8Array>((given) => given instanceof Uint8Array),
  }),
  z.object({ kind: z.literal('compared'), comparison: ModelComparison, scores: z.array(Scores) }),
  z.object({ kind: z.literal('refused'), sentence: z.string() }),
])
export type Told = z.infer<typeof Told>

const dayMs = 86_400_000

/** An address on a day (UTC), as `Traffic.leftOut` names it. */
export const dayAndAddress = (time: number, address: string): string =>
  `${Math.floor(time / dayMs)} ${address}`
