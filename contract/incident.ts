import { z } from 'zod'
import { Place } from './alert.ts'
import { AlertType } from './attack-type.ts'
import { AlertFilter } from './filter.ts'
import { Cursor } from './query.ts'
import { Severity } from './severity.ts'
import { Triage, TriageNote, TriageReason, TriageState } from './triage.ts'

/** What an actor was after; each type of alert serves one of them. */
export const goals = ['reconnaissance', 'credential-access', 'exploitation', 'reputation', 'unusual'] as const
export const Goal = z.enum(goals)
export type Goal = z.infer<typeof Goal>

const count = z.number().int().nonnegative()
const points = z.number().int().min(0).max(100)

/**
 * Alerts of one address, in one source, with one goal: each within 30 minutes of another, over 24 hours at most. What
 * comes after an incident was resolved begins a new one.
 */
export const Incident = z.object({
  id: z.number().int().positive(),
  sourceId: z.number().int(),
  sourceName: z.string(),
  demo: z.boolean(),
  sourceIp: z.string(),
  /** where the address was at its latest alert */
  place: Place,
  goal: Goal,
  /** event time of the first and of the last occurrence, epoch milliseconds */
  first: z.number(),
  last: z.number(),
  /** occurrences, repeats included */
  count,
  /** occurrences that the server answered with success (2xx) */
  succeeded: count,
  severities: z.record(Severity, count),
  worst: Severity,
  /** most frequent first */
  types: z.array(z.object({ type: AlertType, count })),
  /** what of it to look at first; `incidents.get` tells what it is made of */
  risk: points,
  triage: Triage,
})
export type Incident = z.infer<typeof Incident>

/** A share of the risk: 'severity' of the worst alert, several 'types', their 'count', their 'success'. */
export const RiskPart = z.object({ name: z.enum(['severity', 'types', 'count', 'success']), points })
export type RiskPart = z.infer<typeof RiskPart>

/** The score is the sum of its parts. */
export const Risk = z.object({ score: points, parts: z.array(RiskPart) })
export type Risk = z.infer<typeof Risk>

export const IncidentDetail = z.object({
  incident: Incident,
  risk: Risk,
  /** what was decided of it, oldest first; what was undone is not in it */
  history: z.array(z.object({ at: z.number(), from: Triage, to: Triage })),
})
export type IncidentDetail = z.infer<typeof IncidentDetail>

/** Opaque place in the list of incidents (keyset paging); it belongs to the `sort` it came with. */
export const IncidentCursor = z.object({ key: z.number(), id: z.number().int() })
export type IncidentCursor = z.infer<typeof IncidentCursor>

export const IncidentQuery = z.object({
  /** listed is what reaches into the time and has an alert that the rest matches; its place is that of its latest alert */
  filter: AlertFilter,
  /** absent or empty: all */
  states: z.array(TriageState).max(3).optional(),
  sort: z.enum(['latest', 'risk']).default('latest'),
  cursor: IncidentCursor.optional(),
  limit: z.number().int().min(1).max(500).default(100),
})
export type IncidentQuery = z.infer<typeof IncidentQuery>

export const IncidentPage = z.object({
  incidents: z.array(Incident),
  /** a page may be short or empty and yet have a next: it looks at a bounded number of incidents */
  next: IncidentCursor.nullable(),
  /** incidents in the wanted states; at least that many where `totalIsExact` is false */
  total: count,
  totalIsExact: z.boolean(),
  /** incidents the filter matches, by state, whatever `states` wants; exact as `total` is */
  byState: z.record(TriageState, count),
})
export type IncidentPage = z.infer<typeof IncidentPage>

export const IncidentAlertsQuery = z.object({
  id: z.number().int(),
  cursor: Cursor.optional(),
  limit: z.number().int().min(1).max(500).default(100),
})
export type IncidentAlertsQuery = z.infer<typeof IncidentAlertsQuery>

const decision = { state: TriageState, reason: TriageReason.optional(), note: TriageNote.optional() }

/** A decision about named incidents, or about all that a filter matches. Resolving needs a reason. */
export const TriageChange = z.union([
  z.strictObject({ ...decision, ids: z.array(z.number().int()).min(1).max(500) }),
  z.strictObject({
    ...decision,
    filter: AlertFilter,
    states: z.array(TriageState).max(3).optional(),
    /** the `next` of the call before, where that one did not reach the end */
    cursor: IncidentCursor.optional(),
  }),
])
export type TriageChange = z.infer<typeof TriageChange>

export const TriageChanged = z.object({
  /** incidents changed */
  count,
  /** each with what it was before; empty for a decision by filter */
  changed: z.array(z.object({ id: z.number().int(), before: Triage })),
  /** for `incidents.undo`; null where nothing was changed */
  undo: z.number().int().nullable(),
  /** where a filter may match more than one call changes (10,000): call again from here for the rest */
  next: IncidentCursor.nullable(),
})
export type TriageChanged = z.infer<typeof TriageChanged>
