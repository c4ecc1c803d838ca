import { z } from 'zod'

/** Where an incident stands. */
export const triageStates = ['new', 'acknowledged', 'resolved'] as const
export const TriageState = z.enum(triageStates)
export type TriageState = z.infer<typeof TriageState>

/** Why an incident was resolved. */
export const triageReasons = ['true-attack', 'expected', 'false-alarm'] as const
export const TriageReason = z.enum(triageReasons)
export type TriageReason = z.infer<typeof TriageReason>

/** What the operator says to a decision. */
export const TriageNote = z.string().max(2_000)

/** What the operator last decided of an incident. One that nobody has touched is 'new' and has no `changedAt`. */
export const Triage = z.object({
  state: TriageState,
  reason: TriageReason.optional(),
  note: TriageNote.optional(),
  /** epoch milliseconds */
  changedAt: z.number().optional(),
})
export type Triage = z.infer<typeof Triage>
