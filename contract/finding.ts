import { z } from 'zod'
import { AttackType } from './attack-type.ts'
import { EventField } from './event.ts'
import { Severity } from './severity.ts'

/** What one signature saw in one event. */
export const Finding = z.object({
  /** id of the detector (file name), e.g. 'sql-injection' or a companion such as 'xxe' */
  detector: z.string(),
  /** the attack type the detector reports under */
  type: AttackType,
  /** id of the signature, e.g. 'sqli-union-select' */
  signature: z.string(),
  severity: Severity,
  /** 0..1, how sure the signature alone is */
  confidence: z.number().min(0).max(1),
  /** the field the match lies in; absent for findings of frequency (brute force) or of an address */
  field: EventField.optional(),
  /** the view of the field that matched: 'raw', 'decoded', … (detectors document theirs) */
  view: z.string().optional(),
  /** the matched text in that view, at most 512 characters */
  match: z.string().max(512),
  /** UTF-16 offsets of the match in that view: [start, end) */
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  /** for findings of frequency: what was counted, e.g. '12 failed logins in 60 s' */
  note: z.string().max(300).optional(),
})
export type Finding = z.infer<typeof Finding>
