import { z } from 'zod'
import { AlertType } from './attack-type.ts'
import { EventField, FormatId } from './event.ts'
import { Finding } from './finding.ts'
import { Reason } from './reason.ts'
import { Severity } from './severity.ts'
import { TriageState } from './triage.ts'

/** Whether an address can be drawn on a map, and why not. */
export const Locality = z.enum(['located', 'private', 'unknown'])
export type Locality = z.infer<typeof Locality>

/** Where an address is, by the geography database. Absent fields are unknown. */
export const Place = z.object({
  countryCode: z.string().length(2).optional(),
  country: z.string().optional(),
  city: z.string().optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
})
export type Place = z.infer<typeof Place>

/** A row of the alert list. Holds nothing of the log line but what the screens filter by. */
export const Alert = z.object({
  id: z.number().int().positive(),
  /** event time and arrival (engine) time, epoch milliseconds */
  time: z.number(),
  arrival: z.number(),
  /** how often it came within its minute (same source, address, type, signature, severity); `time` is the first */
  count: z.number().int().positive(),
  /** event time of the last occurrence */
  lastTime: z.number(),
  type: AlertType,
  severity: Severity,
  /** id of the strongest signature, 'isolation-forest' for an anomaly */
  signature: z.string(),
  /** the sentence "why", without log text */
  why: z.string(),
  sourceIp: z.string(),
  place: Place,
  /** Isolation Forest score from 0 to 1; absent for lines that are not requests */
  anomalyScore: z.number().min(0).max(1).optional(),
  method: z.string().optional(),
  /** path without query, capped at 300 characters */
  path: z.string().optional(),
  status: z.number().int().optional(),
  /** id and name of the source the line came from */
  sourceId: z.number().int(),
  sourceName: z.string(),
  demo: z.boolean(),
  /** where its incident stands */
  state: TriageState,
  /** lines beyond the anomaly budget that this alert stands for besides its own */
  grouped: z.number().int().positive().optional(),
})
export type Alert = z.infer<typeof Alert>

/** One step of reading a part of a line, for the alert panel: its name and the text after it. */
export const DecodeStep = z.object({ step: z.string(), text: z.string() })
export type DecodeStep = z.infer<typeof DecodeStep>

/** [start, end), UTF-16 offsets. */
const Span = z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()])

/** A finding with its place in the opened raw line and in the view that matched, where it can be located. */
export const Evidence = Finding.extend({
  /** in `raw`; absent where the match has no place in the raw line */
  rawSpan: Span.optional(),
  /** in the text of the last step of `decoding`; absent where that is empty */
  decodedSpan: Span.optional(),
  /**
   * How the matched part of the line was read: first 'as logged', then each step that changed it; the last one's text is
   * the finding's `view` of it. Empty for findings of frequency or of an address.
   */
  decoding: z.array(DecodeStep),
  title: z.string(),
  field: EventField.optional(),
})
export type Evidence = z.infer<typeof Evidence>

export const AlertDetail = Alert.extend({
  /** the opened log line */
  raw: z.string(),
  format: FormatId,
  /** the line of the last occurrence, where there are several; of those between only the count is kept here */
  lastRaw: z.string().optional(),
  user: z.string().optional(),
  target: z.string().optional(),
  referer: z.string().optional(),
  userAgent: z.string().optional(),
  host: z.string().optional(),
  bytes: z.number().optional(),
  evidence: z.array(Evidence),
  /** features of the anomaly model, name and value */
  features: z.array(z.object({ name: z.string(), title: z.string(), value: z.number() })),
  /** what made an anomaly one, strongest first, by the model that reported it; empty for other alerts */
  reasons: z.array(Reason),
  /** of the lines beyond the budget that it stands for: the last, and those with the highest scores (at most 20) */
  groupedLines: z
    .object({
      lastTime: z.number(),
      examples: z.array(z.object({ time: z.number(), score: z.number(), raw: z.string() })),
    })
    .optional(),
  attack: z.array(z.string()),
  cwe: z.array(z.string()),
  capec: z.array(z.string()),
  references: z.array(z.string()),
  /** alerts just before and after of the same address, oldest first, this one left out */
  neighbours: z.array(Alert),
})
export type AlertDetail = z.infer<typeof AlertDetail>
