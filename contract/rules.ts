import { z } from 'zod'
import { AlertType } from './attack-type.ts'
import { Severity } from './severity.ts'

/** Ids of the anomaly model among the rules: as a detector, and as the one signature it has. */
export const anomalyDetector = 'anomaly'
export const anomalySignature = 'isolation-forest'

/** What names the one alert a day that stands for the anomalies beyond the budget; on and off with the model. */
export const anomalyGroupSignature = 'anomaly-group'

/** What the user has set for one rule. */
const Switch = z.object({
  id: z.string(),
  /** its own switch */
  enabled: z.boolean(),
  /** its own override; null leaves the severity as the rule has it */
  severity: Severity.nullable(),
})

export const SignatureSetting = Switch.extend({
  /** reports: neither it nor its detector is switched off */
  isOn: z.boolean(),
  /** the severity its alerts get: its own override, its detector's, or the rule's; null for the model, which goes by score */
  reportedAs: Severity.nullable(),
})
export type SignatureSetting = z.infer<typeof SignatureSetting>

/** A detector off is off with all its signatures; its severity is that of all which have none of their own. */
export const DetectorSetting = Switch.extend({
  type: AlertType,
  signatures: z.array(SignatureSetting),
})
export type DetectorSetting = z.infer<typeof DetectorSetting>

/** How the rules are set, in the order of `detectors`; last the anomaly model, as detector 'anomaly'. */
export const RuleSettings = z.object({
  detectors: z.array(DetectorSetting),
  /** score from which a line without a finding is an anomaly */
  anomalyThreshold: z.object({
    value: z.number().min(0).max(1),
    /** the model's own */
    shipped: z.number().min(0).max(1),
    isOwn: z.boolean(),
  }),
  /** ids that are set, but that this version does not know: kept for one that does */
  unknown: z.array(z.string()),
})
export type RuleSettings = z.infer<typeof RuleSettings>

export const RuleChange = z.object({
  /** of a signature or a detector */
  id: z.string().max(100),
  enabled: z.boolean().optional(),
  /** null takes the override back */
  severity: Severity.nullable().optional(),
})
export type RuleChange = z.infer<typeof RuleChange>

/** Takes effect for lines read from then on. All of it is done or, where an id is unknown, none. */
export const RulesChange = z.object({
  changes: z.array(RuleChange).max(1000).default([]),
  /** null takes the model's own again; absent leaves it */
  anomalyThreshold: z.number().min(0).max(1).nullable().optional(),
})
export type RulesChange = z.infer<typeof RulesChange>

/** Event time, epoch ms, taken outward to whole minutes: from <= time < to. An absent end is open. */
export const HitRange = z.object({ from: z.number().optional(), to: z.number().optional() })
export type HitRange = z.infer<typeof HitRange>

/** What a signature brought: only those that named an alert are listed, also such as this version does not know. */
export const RuleHits = z.object({
  signature: z.string(),
  /** occurrences, as everywhere */
  count: z.number().int().positive(),
  /** event time of the last one within the range */
  lastTime: z.number(),
  /** of all resolved incidents with alerts of it: their number, and how many were false alarms; absent where there are none */
  decided: z
    .object({ incidents: z.number().int().positive(), falseAlarms: z.number().int().nonnegative() })
    .optional(),
})
export type RuleHits = z.infer<typeof RuleHits>
