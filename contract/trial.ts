import { z } from 'zod'
import { DecodeStep, Evidence } from './alert.ts'
import { AlertType } from './attack-type.ts'
import { EventField, FormatId } from './event.ts'
import { Severity } from './severity.ts'

/** Characters of all lines of a trial together, so that it ends soon. */
export const mostTried = 256 * 1024

/** Lines to be judged as the engine would, in this order, as of one source that brought nothing before. */
export const TryLines = z.object({
  lines: z
    .array(
      z
        .string()
        .max(64 * 1024)
        .regex(/^[^\n]*$/, 'a line holds no line feed'),
    )
    .min(1)
    .max(200),
  /** reads them as this format only; as any that fits where absent */
  format: FormatId.optional(),
})
export type TryLines = z.infer<typeof TryLines>

/** A field of the event that the line was read as. */
export const TriedField = z.object({
  /** its name in the event, e.g. 'sourceIp' */
  name: z.string(),
  /** its name in the Elastic Common Schema, e.g. 'source.ip' */
  ecs: z.string(),
  value: z.union([z.string(), z.number()]),
  /**
   * for fields that signatures read: the text as logged (at most 8,192 characters are read), then each step that changed
   * it. Parameters of a query are decoded one by one; here it is shown as a whole.
   */
  decoding: z.array(DecodeStep),
})
export type TriedField = z.infer<typeof TriedField>

/** Why a sign that is there counts for nothing: its surroundings, or that it says too little by itself. */
export const QuietReason = z.enum([
  'prose',
  'search box',
  'query editor',
  'repository',
  'answered',
  'too weak alone',
])
export type QuietReason = z.infer<typeof QuietReason>

export const QuietSign = z.object({
  signature: z.string(),
  title: z.string(),
  field: EventField,
  /** the text that matched, at most 512 characters */
  match: z.string().max(512),
  because: QuietReason,
})
export type QuietSign = z.infer<typeof QuietSign>

/** What one detector made of the line. */
export const TriedDetector = z.object({
  id: z.string(),
  title: z.string(),
  /**
   * found: it has findings that report; off: all it found is switched off; quiet: it looked and found nothing;
   * not-asked: it counts over addresses, and the line has none or one on the allow list
   */
  state: z.enum(['found', 'off', 'quiet', 'not-asked']),
  because: z.enum(['allow-list', 'no-address']).optional(),
  /** signs that are there and that it was quiet about */
  quiet: z.array(QuietSign),
})
export type TriedDetector = z.infer<typeof TriedDetector>

export const TriedLine = z.object({
  line: z.string(),
  format: FormatId.nullable(),
  /** one sentence where no format fits: what is wrong with the line */
  problem: z.string().optional(),
  fields: z.array(TriedField),
  /** every detector, in the order of `detectors`; empty where no format fits */
  detectors: z.array(TriedDetector),
  /** strongest first; the severities are those that are set. `off`: its rule is switched off, or it is too weak without one that is */
  findings: z.array(Evidence.extend({ off: z.boolean() })),
  /** absent for lines that are no requests */
  anomaly: z
    .object({
      features: z.array(z.object({ name: z.string(), title: z.string(), value: z.number() })),
      score: z.number().min(0).max(1),
      threshold: z.number().min(0).max(1),
      off: z.boolean(),
    })
    .optional(),
  /** what would be raised, before repeats within a minute are counted on one alert */
  alerts: z.array(z.object({ type: AlertType, severity: Severity, signature: z.string(), why: z.string() })),
})
export type TriedLine = z.infer<typeof TriedLine>
