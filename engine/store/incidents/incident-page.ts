import type { IncidentCursor, IncidentPage, IncidentQuery } from '../../../contract/incident.ts'
import { type TriageState, triageStates } from '../../../contract/triage.ts'
import { AlertStore } from '../alert-store.ts'
import type { Database } from '../database.ts'
import { type Ranged, rangeOf } from '../range.ts'
import { fitsAlerts, type Wanted, wantedBy } from './incident-filter.ts'
import { type Candidate, countOf, endOf, isBefore, merged, type Walk, walk } from './incident-walk.ts'
import { stateRanked, stateRankOf } from './ranks.ts'

/** Incidents of a state that one page looks at. */
const lookedAt = 3_000
/** The same where the index alone answers. */
const skimmed = 30_000
/** Alerts that one page looks through for what only they know; to ask for an incident's costs as much as some alerts. */
const alertsLookedAt = 2_000
const asking = 10

/** A page of incidents as ids. */
export interface IncidentIds extends Omit<IncidentPage, 'incidents'> {
  readonly ids: number[]
}

interface Looked {
  readonly found: Candidate[]
  readonly next: IncidentCursor | null
  readonly states: readonly number[]
  readonly range: Ranged
  readonly wanted: Wanted
  readonly every?: readonly Candidate[] | undefined
}

/** What one call looks at is bounded; `next` goes on behind it. */
function look(db: Database, query: IncidentQuery, now: number): Looked {
  const { filter, sort, cursor, limit } = query
  const range = rangeOf(filter, new AlertStore(db).extent(), now)
  const wanted = wantedBy(db, filter)
  const states = (query.states?.length ? [...new Set(query.states)] : triageStates).map(stateRankOf)
  const { candidates, end, every } = candidatesOf(db, { sort, states, range, cursor, wanted })
  const alertsAnswer = wanted.asksAlerts ? fitsAlerts(db, range) : undefined

  const found: Candidate[] = []
  let next: IncidentCursor | null = end ?? null
  let last: Candidate | undefined
  let spent = 0
  for (const candidate of candidates) {
    if (last && (found.length === limit || spent >= alertsLookedAt)) {
      next = { key: last.key, id: last.id }
      break
    }
    last = candidate
    const answer = alertsAnswer?.(candidate.id)
    spent += answer ? asking + answer.alerts : 0
    if (answer?.fits !== false) found.push(candidate)
  }
  return { found, next, states, range, wanted, every }
}

/** The next incidents of a query as ids, without the counts that a page tells. */
export function nextIncidents(db: Database, query: IncidentQuery): Pick<IncidentIds, 'ids' | 'next'> {
  const { found, next } = look(db, query, Date.now())
  return { ids: found.map(({ id }) => id), next }
}

export function pageOfIncidents(db: Database, query: IncidentQuery, now = Date.now()): IncidentIds {
  const { found, next, states, range, wanted, every } = look(db, query, now)
  const counted = wanted.asksAlerts
    ? countFound(found, !query.cursor && !next && states.length === triageStates.length)
    : every && countFound(every, true)
  const { byState, areExact } = counted ?? countAll(db, range, wanted)
  const total = states.reduce((sum, rank) => sum + byState[stateRanked(rank)], 0)
  return { ids: found.map(({ id }) => id), next, total, totalIsExact: areExact, byState }
}

interface Candidates {
  readonly candidates: Iterable<Candidate>
  /** where all that are wanted, but for state and cursor, were read at once: those */
  readonly every?: readonly Candidate[]
  /** where looking ends although there are more */
  readonly end?: IncidentCursor | undefined
}

/** The way that looks at least: by few addresses, by the time where it holds little, else in the order itself. */
function candidatesOf(db: Database, asked: Walk & { wanted: Wanted }): Candidates {
  const { sort, states, cursor, wanted } = asked
  if (wanted.addresses) {
    const all = { ...asked, states: triageStates.map(stateRankOf), cursor: undefined }
    const every = [...walk(db, { ...all, by: 'incident_address' })]
    const isNext = (one: Candidate) => states.includes(one.state) && (!cursor || isBefore(cursor, one))
    return { candidates: every.filter(isNext), every }
  }
  const inTime: Walk = { ...asked, sort: 'latest', cursor: undefined }
  const isFew = (state: number) => endOf(db, { ...inTime, states: [state] }, lookedAt) === undefined
  if (sort === 'risk' && states.every(isFew)) {
    return { candidates: walk(db, { ...asked, by: 'incident_latest' }) }
  }
  const each = states.map((state) => ({ ...asked, states: [state] }))
  // All are looked at down to where the first of them ends: below that their order is not known.
  const end = each
    .flatMap((one) => endOf(db, one, lookedAt) ?? [])
    .reduce<IncidentCursor | undefined>((high, one) => (high && isBefore(high, one) ? high : one), undefined)
  return { candidates: merged(each.map((one) => walk(db, { ...one, end }))), end }
}

interface StateCounts {
  readonly byState: Record<TriageState, number>
  readonly areExact: boolean
}

function countFound(found: readonly Candidate[], areExact: boolean): StateCounts {
  const byState = { new: 0, acknowledged: 0, resolved: 0 }
  for (const { state } of found) byState[stateRanked(state)]++
  return { byState, areExact }
}

/** Counts what the filter matches in each state, the latest of them where they are many. */
function countAll(db: Database, range: Ranged, wanted: Wanted): StateCounts {
  const isPlain = wanted.conditions.length === 0 && !wanted.origins
  const byState = { new: 0, acknowledged: 0, resolved: 0 }
  let areExact = true
  for (const state of triageStates) {
    const asked: Walk = { sort: 'latest', states: [stateRankOf(state)], range, wanted }
    const end = endOf(db, asked, isPlain ? skimmed : lookedAt)
    byState[state] = countOf(db, { ...asked, end })
    areExact &&= end === undefined
  }
  return { byState, areExact }
}
