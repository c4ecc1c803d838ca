import {
  type AlertFilter,
  type Incident,
  type IncidentCursor,
  type TriageReason,
  type TriageState,
  triageStates,
} from '../../contract/index.ts'
import { client } from '../app/client.ts'

export interface Decision {
  readonly state: TriageState
  readonly reason?: TriageReason
  readonly note?: string
}

/** What is decided on: these incidents, or all that a filter matches. */
export type Target =
  | { readonly kind: 'these'; readonly incidents: readonly Incident[] }
  | { readonly kind: 'all'; readonly filter: AlertFilter; readonly states: readonly TriageState[] }

export interface Decided {
  readonly count: number
  /** for undo, in the order they were taken */
  readonly steps: readonly number[]
  /** false where more match than were decided on */
  readonly isComplete: boolean
}

/** Characters that the contract takes. */
export const longestNote = 2_000

/** Ids that one call takes. */
const atOnce = 500
/** Calls for one decision by filter: each changes up to ten thousand incidents. */
const callsAtMost = 20

/** Sends a decision, in as many calls as it takes. @throws what the engine answers */
export async function send(target: Target, decision: Decision): Promise<Decided> {
  return target.kind === 'these' ? sendThese(target.incidents, decision) : sendAll(target, decision)
}

async function sendThese(incidents: readonly Incident[], decision: Decision): Promise<Decided> {
  let count = 0
  const steps: number[] = []
  for (let from = 0; from < incidents.length; from += atOnce) {
    const ids = incidents.slice(from, from + atOnce).map(({ id }) => id)
    const done = await client.incidents.triage({ ...decision, ids })
    count += done.count
    if (done.undo !== null) steps.push(done.undo)
  }
  return { count, steps, isComplete: true }
}

async function sendAll(
  { filter, states }: Extract<Target, { kind: 'all' }>,
  decision: Decision,
): Promise<Decided> {
  let count = 0
  const steps: number[] = []
  // What has the wanted state already is left as it is.
  const others = (states.length === 0 ? triageStates : states).filter((state) => state !== decision.state)
  if (others.length === 0) return { count, steps, isComplete: true }
  let next: IncidentCursor | null | undefined
  for (let calls = 0; calls < callsAtMost; calls++) {
    const from = next ? { cursor: next } : {}
    const done = await client.incidents.triage({ ...decision, filter, states: others, ...from })
    count += done.count
    if (done.undo !== null) steps.push(done.undo)
    next = done.next
    if (next === null) return { count, steps, isComplete: true }
  }
  return { count, steps, isComplete: false }
}
