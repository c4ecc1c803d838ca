import { z } from 'zod'
import { dayMs, floorTo, hourMs } from '../store/time-steps.ts'
import type { BudgetModel } from './budget-model.ts'
import { calibrate, demandOf, divide } from './calibration.ts'
import type { Scores } from './scores.ts'

const SourceThreshold = z.object({
  sourceId: z.number(),
  /** alerts a day */
  share: z.number(),
  threshold: z.number(),
  requests: z.number(),
  isCalibrated: z.boolean(),
  since: z.number().optional(),
})
export type SourceThreshold = z.infer<typeof SourceThreshold>

const Thresholds = z.object({
  model: z.string(),
  perDay: z.number(),
  /** the clock hour of arrival that began it */
  hour: z.number(),
  sources: z.array(SourceThreshold),
})
export type Thresholds = z.infer<typeof Thresholds>

/** What is stored, where it can be read and is of this model. */
export function readThresholds(json: string | undefined, model: string): Thresholds | undefined {
  if (json === undefined) return undefined
  const { data } = Thresholds.safeParse(JSON.parse(json))
  return data?.model === model ? data : undefined
}

/**
 * Whether thresholds hold for an arrival: those of its clock hour or a later one do. A clock that was set back by more
 * than a day begins anew.
 */
export const isCurrent = ({ hour }: Thresholds, arrival: number): boolean => {
  const now = floorTo(arrival, hourMs)
  return now <= hour && now >= hour - dayMs
}

/**
 * Calibrates every source that had scores in the last days.
 * @param wanted a source that is to be among them, with or without scores
 */
export function calibrateAll(
  scores: Scores,
  model: BudgetModel,
  perDay: number,
  arrival: number,
  wanted: number,
): Thresholds {
  const hour = floorTo(arrival, hourMs)
  const known = [...new Set([...scores.sources, wanted])]
    .sort((a, b) => a - b)
    .map((sourceId) => ({ sourceId, days: scores.days(sourceId, hour) }))
    .filter(({ sourceId, days }) => days.length > 0 || sourceId === wanted)
  const shares = divide(
    perDay,
    known.map(({ days }) => demandOf(days, hour, model.floor)),
  )
  const sources = known.map(({ sourceId, days }, i): SourceThreshold => {
    const share = shares[i] ?? 0
    const { since, ...calibrated } = calibrate(days, hour, share, model)
    return { sourceId, share, ...calibrated, ...(since !== undefined && { since }) }
  })
  return { model: model.id, perDay, hour, sources }
}
