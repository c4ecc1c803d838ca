import { z } from 'zod'
import { Alert } from './alert.ts'

/** How the scores of a source have moved against the weeks before. */
export const Drift = z.object({
  /** the first day that differs, epoch milliseconds (UTC midnight) */
  since: z.number(),
  /** population stability index of that time against the time before; from 0.25 it is a shift */
  index: z.number().nonnegative(),
  direction: z.enum(['higher', 'lower']),
})
export type Drift = z.infer<typeof Drift>

/** From which score lines of a source are reported, and what that rests on. */
export const Calibration = z.object({
  sourceId: z.number().int(),
  sourceName: z.string(),
  threshold: z.number(),
  /** requests without a finding whose scores it rests on; while they are too few the model's own threshold holds */
  requests: z.number().int().nonnegative(),
  isCalibrated: z.boolean(),
  /** arrival of the first of them */
  since: z.number().optional(),
  drift: Drift.optional(),
})
export type Calibration = z.infer<typeof Calibration>

export const AnomalyBudget = z.object({
  /** anomaly alerts a day, at most */
  perDay: z.number().int().nonnegative(),
  /** made in the last 24 clock hours, besides those that group others: never more than `perDay` */
  used: z.number().int().nonnegative(),
  /** lines beyond the budget in that time, grouped under one alert a day */
  grouped: z.number().int().nonnegative(),
  sources: z.array(Calibration),
})
export type AnomalyBudget = z.infer<typeof AnomalyBudget>

/** How much a request may differ from an expected one and still be expected. */
export const ExpectationWidth = z.enum(['narrow', 'usual', 'wide'])
export type ExpectationWidth = z.infer<typeof ExpectationWidth>

/** A shape of request that is no longer reported as an anomaly. */
export const Expectation = z.object({
  id: z.number().int(),
  madeAt: z.number(),
  /** the alert it was made of; absent after a rebuild, which numbers alerts anew */
  alertId: z.number().int().optional(),
  sourceId: z.number().int(),
  sourceName: z.string(),
  method: z.string().optional(),
  /** the path with numbers, dates, hashes and the like as placeholders */
  template: z.string(),
  width: ExpectationWidth,
  note: z.string().optional(),
  /** lines kept silent by it, and when the last one came */
  held: z.number().int().nonnegative(),
  lastHeldAt: z.number().optional(),
  /** one sentence where it holds nothing back: no key opens its line any more */
  problem: z.string().optional(),
})
export type Expectation = z.infer<typeof Expectation>

export const ExpectationDraft = z.object({
  alertId: z.number().int(),
  width: ExpectationWidth.default('usual'),
  note: z.string().trim().max(500).optional(),
})
export type ExpectationDraft = z.infer<typeof ExpectationDraft>

/** What an expectation would have done to the anomaly alerts there are. */
export const ExpectationPreview = z.object({
  template: z.string(),
  method: z.string().optional(),
  sourceName: z.string(),
  /** anomaly alerts looked at (the latest, at most 2,000) and how many of them would not have been made */
  alerts: z.number().int().nonnegative(),
  held: z.number().int().nonnegative(),
  /** of those held, newest first, at most 10 */
  examples: z.array(Alert),
  /** of the same template that would still be reported, at most 5 */
  kept: z.array(Alert),
})
export type ExpectationPreview = z.infer<typeof ExpectationPreview>
