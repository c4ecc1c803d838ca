import { z } from 'zod'
import { AlertType, AttackType } from './attack-type.ts'

/** The Wilson interval of a share at 95 %, both ends from 0 to 1. Without requests it is the whole range. */
export const Interval = z.object({ low: z.number().min(0).max(1), high: z.number().min(0).max(1) })
export type Interval = z.infer<typeof Interval>

const count = z.number().int().nonnegative()

/** Attacks of one type, or of all. `interval` belongs to the share found. */
export const AttackScore = z.object({
  requests: count,
  /** requests for which a signature raises an alert, of whatever attack type */
  found: count,
  /** of those found: the ones with an alert of the type the request is labelled with */
  foundWithRightType: count,
  missed: count,
  /** of those missed: the ones the anomaly model reports */
  unusual: count,
  interval: Interval,
})
export type AttackScore = z.infer<typeof AttackScore>

/** Innocent requests of one kind, or of all. `interval` belongs to the share flagged. */
export const InnocentScore = z.object({
  requests: count,
  /** requests for which a signature raises an alert */
  flagged: count,
  /** of those not flagged: the ones the anomaly model reports */
  unusual: count,
  interval: Interval,
})
export type InnocentScore = z.infer<typeof InnocentScore>

/** A labelled request that was judged otherwise than its label says. */
export const Misjudged = z.object({
  /** what went wrong: an attack not found, found as something else, or an innocent request flagged */
  verdict: z.enum(['missed', 'other-type', 'flagged']),
  kind: z.string(),
  /** the types that count as right; empty for an innocent request */
  expected: z.array(AttackType),
  /** what alerts were raised for */
  as: z.array(AlertType),
  /** the signatures that name those alerts */
  signatures: z.array(z.string()),
  /** method and target as sent */
  request: z.string(),
  userAgent: z.string().optional(),
  referer: z.string().optional(),
})
export type Misjudged = z.infer<typeof Misjudged>

/** How the labelled set that ships with Vedette is judged by the engine as it is set up now. */
export const Scoreboard = z.object({
  /** epoch milliseconds */
  computedAt: z.number(),
  attacks: z.array(AttackScore.extend({ type: AttackType })),
  innocent: z.array(InnocentScore.extend({ kind: z.string() })),
  total: z.object({ attacks: AttackScore, innocent: InnocentScore }),
  /** the mean of the share of attacks found and the share of innocent requests left alone */
  balancedAccuracy: z.number().min(0).max(1),
  misjudged: z.array(Misjudged),
})
export type Scoreboard = z.infer<typeof Scoreboard>
