import { type TriageState, triageStates } from '../../../contract/incident.ts'

/** The state of triage as the number SQLite keeps: 0 new, 1 acknowledged, 2 resolved. */
export const stateRankOf = (state: TriageState): number => triageStates.indexOf(state)

export function triageStateOf(rank: number): TriageState {
  const state = triageStates[rank]
  if (state === undefined)
    throw new Error(`The database holds the triage state ${rank}, which does not exist.`)
  return state
}
