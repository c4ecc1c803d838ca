import { type Triage, TriageReason } from '../../../contract/triage.ts'
import { stateRanked } from './ranks.ts'

/** A row of `triage_step`, or the lack of one in an outer join. */
export interface StepColumns {
  at: number | null
  state: number | null
  reason: string | null
  note: string | null
}

/** @param openNote opens a sealed note */
export function toTriage(
  { at, state, reason, note }: StepColumns,
  openNote: (token: string) => string,
): Triage {
  if (at === null || state === null) return { state: 'new' }
  return {
    state: stateRanked(state),
    ...(reason !== null && { reason: TriageReason.parse(reason) }),
    ...(note !== null && { note: openNote(note) }),
    changedAt: at,
  }
}
