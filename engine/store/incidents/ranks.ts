import { type Goal, goals } from '../../../contract/incident.ts'
import { type TriageState, triageStates } from '../../../contract/triage.ts'

/** Goals and states of triage as the numbers SQLite keeps: their places in the contract's lists, which only grow. */
export const goalRankOf = (goal: Goal): number => goals.indexOf(goal)

export function goalRanked(rank: number): Goal {
  const goal = goals[rank]
  if (goal === undefined) throw new Error(`The database holds the goal ${rank}, which does not exist.`)
  return goal
}

export const stateRankOf = (state: TriageState): number => triageStates.indexOf(state)

export function stateRanked(rank: number): TriageState {
  const state = triageStates[rank]
  if (state === undefined)
    throw new Error(`The database holds the triage state ${rank}, which does not exist.`)
  return state
}
