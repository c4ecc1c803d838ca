import { type AlertType, alertTypes } from '../../../contract/attack-type.ts'
import type { Goal } from '../../../contract/incident.ts'
import type { TriageState } from '../../../contract/triage.ts'
import { severityOf } from '../severity-rank.ts'
import { riskOf } from './risk-of.ts'

/** What an alert, or its repeats, bring to an incident. */
export interface Occurrences {
  readonly sourceId: number
  readonly sourceIp: string
  readonly type: AlertType
  readonly signature: string
  /** of the severity */
  readonly rank: number
  readonly origin: number
  readonly minute: number
  readonly firstTime: number
  readonly lastTime: number
  readonly count: number
  /** of the count: answered with success */
  readonly succeeded: number
  /** rows of the table `alert` that are new */
  readonly alerts: number
}

/** An incident in the writer's memory. */
export interface OpenIncident {
  /** absent until it is written */
  id: number | undefined
  readonly sourceId: number
  readonly sourceIp: string
  readonly goal: Goal
  readonly state: TriageState
  first: number
  last: number
  count: number
  alerts: number
  succeeded: number
  origin: number
  /** by kind, see `kindOf` */
  readonly counts: Map<number, number>
  /** kinds whose counts are not written yet */
  readonly unwritten: Set<number>
  /** signatures met since it is in memory, and those of them that are not written yet */
  readonly rules: Set<string>
  readonly unwrittenRules: Set<string>
  /** whether no incident of its source, address and goal is later */
  readonly isNewest: boolean
}

const ranks = 5

/** Type and severity as one number; in memory alone, as types may be added. */
const kindOf = (type: AlertType, rank: number): number => alertTypes.indexOf(type) * ranks + rank

export function partsOf(kind: number): { type: AlertType; rank: number } {
  const type = alertTypes[Math.floor(kind / ranks)]
  if (type === undefined) throw new Error(`There is no kind ${kind} of alerts.`)
  return { type, rank: kind % ranks }
}

export function setCount(incident: OpenIncident, type: AlertType, rank: number, count: number): void {
  incident.counts.set(kindOf(type, rank), count)
}

export function begin(from: Occurrences, goal: Goal, isNewest: boolean): OpenIncident {
  return {
    id: undefined,
    sourceId: from.sourceId,
    sourceIp: from.sourceIp,
    goal,
    state: 'new',
    first: from.firstTime,
    last: from.lastTime,
    count: 0,
    alerts: 0,
    succeeded: 0,
    origin: from.origin,
    counts: new Map(),
    unwritten: new Set(),
    rules: new Set(),
    unwrittenRules: new Set(),
    isNewest,
  }
}

export function addTo(incident: OpenIncident, added: Occurrences): void {
  incident.first = Math.min(incident.first, added.firstTime)
  incident.last = Math.max(incident.last, added.lastTime)
  incident.count += added.count
  incident.alerts += added.alerts
  incident.succeeded += added.succeeded
  incident.origin = added.origin
  const kind = kindOf(added.type, added.rank)
  incident.counts.set(kind, (incident.counts.get(kind) ?? 0) + added.count)
  incident.unwritten.add(kind)
  if (incident.rules.has(added.signature)) return
  incident.rules.add(added.signature)
  incident.unwrittenRules.add(added.signature)
}

export function scoreOf({ counts, count, succeeded }: OpenIncident): number {
  let worst = 0
  const types = new Set<number>()
  for (const kind of counts.keys()) {
    worst = Math.max(worst, kind % ranks)
    types.add(Math.floor(kind / ranks))
  }
  return riskOf({ worst: severityOf(worst), types: types.size, count, succeeded }).score
}
