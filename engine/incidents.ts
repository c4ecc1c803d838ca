import type {
  Incident,
  IncidentAlertsQuery,
  IncidentDetail,
  IncidentPage,
  IncidentQuery,
  TriageChange,
  TriageChanged,
} from '../contract/incident.ts'
import type { AlertPage } from '../contract/query.ts'
import { BadInput, NotFound } from './errors.ts'
import { FernetError } from './sealed-log/fernet.ts'
import type { Keyring } from './sealed-log/keyring.ts'
import type { Database } from './store/database.ts'
import { alertsOfIncident, keysOf } from './store/incidents/alerts-of.ts'
import { incidentOfAlert } from './store/incidents/incident-of.ts'
import { type IncidentIds, nextIncidents, pageOfIncidents } from './store/incidents/incident-page.ts'
import { readIncidents } from './store/incidents/read-incidents.ts'
import { riskOf } from './store/incidents/risk-of.ts'
import { type Decision, decide, historyOf, undoStep } from './store/incidents/triage.ts'

/** Incidents that one decision by filter changes at most, and how often it looks on for them. */
const decidedAtMost = 10_000
const looksAtMost = 20

const lostNote = 'This note does not open: it was sealed with a key that Vedette does not have any more.'

type MatchingIncidents = Extract<TriageChange, { filter: unknown }>

export interface IncidentsOptions {
  readonly db: Database
  readonly keyring: Keyring
  /** told of incidents whose triage changed */
  readonly onTriage?: (ids: readonly number[]) => void
}

/** Incidents as the contract tells them, and what the operator decides of them. Notes lie sealed in the database. */
export class Incidents {
  readonly #db: Database
  readonly #keyring: Keyring
  readonly #onTriage: (ids: readonly number[]) => void

  constructor({ db, keyring, onTriage = () => undefined }: IncidentsOptions) {
    this.#db = db
    this.#keyring = keyring
    this.#onTriage = onTriage
  }

  list(query: IncidentQuery): IncidentPage {
    const { ids, ...page } = pageOfIncidents(this.#db, query)
    return { incidents: this.#read(ids), ...page }
  }

  /** @throws NotFound where the incident was purged */
  get(id: number): IncidentDetail {
    const incident = this.#one(id)
    const { worst, types, count, succeeded } = incident
    const risk = riskOf({ worst, types: types.length, count, succeeded })
    return { incident, risk, history: historyOf(this.#db, id, this.#openNote) }
  }

  /** @throws NotFound where the incident was purged */
  alerts({ id, cursor, limit }: IncidentAlertsQuery): AlertPage {
    return alertsOfIncident(this.#db, keysOf(this.#db, id) ?? gone(id), cursor, limit)
  }

  /** @throws NotFound where the alert was purged */
  ofAlert(alertId: number): Incident {
    const id = incidentOfAlert(this.#db, alertId)
    if (id === undefined) throw new NotFound(`There is no alert ${alertId}: it may have been purged.`)
    return this.#one(id)
  }

  /** @throws BadInput where a reason is missing, NotFound where all of the named incidents were purged */
  triage(change: TriageChange): TriageChanged {
    const { state, reason, note } = change
    if (state === 'resolved' && reason === undefined) {
      throw new BadInput('Resolving needs a reason: say true-attack, expected or false-alarm.')
    }
    const sealedNote = note ? this.#keyring.seal(note) : undefined
    const decision = { state, reason, sealedNote, at: Date.now() }
    return 'ids' in change ? this.#decideNamed(change.ids, decision) : this.#decideMatching(change, decision)
  }

  #decideNamed(ids: readonly number[], decision: Decision): TriageChanged {
    const before = new Map(this.#read(ids).map(({ id, triage }) => [id, triage]))
    const done = decide(this.#db, ids, decision) ?? gone(ids[0] ?? 0)
    this.#onTriage(done.changed)
    const changed = done.changed.map((id) => ({ id, before: before.get(id) ?? { state: 'new' as const } }))
    return { count: changed.length, changed, undo: done.step, next: null }
  }

  #decideMatching(wanted: MatchingIncidents, decision: Decision): TriageChanged {
    const { ids, next } = this.#matching(wanted)
    const done = decide(this.#db, ids, decision)
    if (done) this.#onTriage(done.changed)
    return { count: done?.changed.length ?? 0, changed: [], undo: done?.step ?? null, next }
  }

  /** The latest incidents that a filter matches, as many as one decision changes. */
  #matching({ filter, states = [], cursor }: MatchingIncidents): Pick<IncidentIds, 'ids' | 'next'> {
    const ids: number[] = []
    let next = cursor ?? null
    for (let looks = 0; looks < looksAtMost && ids.length < decidedAtMost; looks++) {
      const limit = decidedAtMost - ids.length
      const from = next ? { cursor: next } : {}
      const more = nextIncidents(this.#db, { filter, states, sort: 'latest', limit, ...from })
      for (const id of more.ids) ids.push(id)
      next = more.next
      if (next === null) break
    }
    return { ids, next }
  }

  /** Answers how many incidents are again what they were. @throws NotFound, BadInput as `undoStep` does */
  undo(step: number): number {
    const ids = undoStep(this.#db, step)
    this.#onTriage(ids)
    return ids.length
  }

  #one(id: number): Incident {
    return this.#read([id])[0] ?? gone(id)
  }

  #read(ids: readonly number[]): Incident[] {
    return readIncidents(this.#db, ids, this.#openNote)
  }

  /** One note that does not open must not hide the incidents beside it. */
  readonly #openNote = (token: string): string => {
    try {
      return this.#keyring.open(token).toString('utf8')
    } catch (error) {
      if (error instanceof FernetError) return lostNote
      throw error
    }
  }
}

function gone(id: number): never {
  throw new NotFound(`There is no incident ${id}: it may have been purged.`)
}
