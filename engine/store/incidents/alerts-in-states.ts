import type { Alert } from '../../../contract/alert.ts'
import type { AlertFilter } from '../../../contract/filter.ts'
import type { IncidentCursor } from '../../../contract/incident.ts'
import type { AlertPage } from '../../../contract/query.ts'
import { type TriageState, triageStates } from '../../../contract/triage.ts'
import { type PageCursor, pageOfAlerts } from '../alert-pages.ts'
import { AlertStore } from '../alert-store.ts'
import type { Database } from '../database.ts'
import { alertConditions, allOf } from '../filter-sql.ts'
import { rangeOf } from '../range.ts'
import { alertsAsked, keyReader } from './alerts-of.ts'
import { nextIncidents } from './incident-page.ts'

/** Alerts looked at to see whether those in the wanted states are many. */
const lookedAt = 200
/** With fewer among those, their incidents are looked for instead. */
const manyAmongThem = 40
/** Incidents opened for one page, and how often they are looked for. */
const openedAtMost = 200
const looksAtMost = 2

interface Asked {
  readonly filter: AlertFilter
  /** of the incidents they belong to; absent: all */
  readonly states?: readonly TriageState[] | undefined
  readonly cursor?: PageCursor | undefined
  readonly limit: number
}

/**
 * A page of the alerts whose incidents are in some states, newest first. A page looks at a bounded number of alerts and
 * incidents, so it may be short and yet have a next. Where the wanted are many they are picked from all alerts; where
 * they are few, their incidents lead to them.
 */
export function pageOfAlertsInStates(db: Database, asked: Asked, now = Date.now()): AlertPage {
  const { filter, states = triageStates, cursor, limit } = asked
  if (states.length === 0) return { alerts: [], next: null, total: 0, totalIsExact: true }
  if (triageStates.every((state) => states.includes(state)))
    return pageOfAlerts(db, filter, cursor, limit, now)
  const page = pageOfAlerts(db, filter, cursor, Math.max(limit, lookedAt), now)
  const picked = page.alerts.filter(({ state }) => states.includes(state))
  if (page.next === null || picked.length >= Math.min(limit, manyAmongThem)) {
    const next = picked.length > limit ? picked[limit - 1] : page.next
    const isAll = page.next === null && !cursor
    return answered(picked.slice(0, limit), next ?? null, isAll ? picked : undefined)
  }
  return throughIncidents(db, { ...asked, states }, now)
}

/** @param all every alert there is, where they are known */
function answered(alerts: Alert[], next: PageCursor | null, all?: readonly Alert[]): AlertPage {
  const total = (all ?? alerts).reduce((sum, { count }) => sum + count, 0)
  return {
    alerts,
    next: next && { time: next.time, id: next.id },
    total,
    totalIsExact: all !== undefined,
  }
}

type Place = PageCursor

const isNewer = (a: Place, b: Place): boolean => a.time > b.time || (a.time === b.time && a.id > b.id)

/** Incidents come by their last alert: what is newer than the next one's is complete. */
function throughIncidents(
  db: Database,
  { filter, states = [], cursor, limit }: Asked,
  now: number,
): AlertPage {
  const range = rangeOf(filter, new AlertStore(db).extent(), now)
  const end = Math.min(range.to, cursor ? cursor.time + 1 : range.to)
  const keysOf = keyReader(db)
  const condition = allOf([
    ...alertConditions(range),
    ...(cursor ? [{ text: '(a.time, a.id) < (?, ?)', params: [cursor.time, cursor.id] }] : []),
  ])
  const order = `ORDER BY a.time DESC, a.id DESC LIMIT ${limit + 1}`
  const newestOf = alertsAsked<Place>(db, 'a.id, a.time', condition, order)
  const found: Place[] = []
  let opened = 0
  let next: IncidentCursor | null | undefined
  /** what is newer than this is found */
  let complete = end
  for (let looks = 1; complete > range.from; looks++) {
    const more = nextIncidents(db, {
      filter: { ...filter, from: range.from, to: end },
      states: [...states],
      sort: 'latest',
      limit: openedAtMost,
      ...(next && { cursor: next }),
    })
    next = more.next
    for (const id of more.ids) {
      const keys = keysOf(id)
      if (!keys) continue
      complete = keys.last
      if (isFull(found, limit, complete)) return pageDownTo(db, found, complete, limit)
      found.push(...newestOf(keys, range.from, end))
      opened++
    }
    if (!next) break
    complete = next.key
    const isEnough = opened >= openedAtMost || looks >= looksAtMost
    // Incidents that go on at the cursor were opened for the page before as well: it has to come past them.
    if (isEnough && complete < end - 1) return pageDownTo(db, found, complete, limit)
  }
  return pageDownTo(db, found, undefined, limit)
}

const isFull = (found: readonly Place[], limit: number, complete: number): boolean =>
  found.length >= limit && found.filter(({ time }) => time > complete).length >= limit

/** @param complete what is newer than this is all found; undefined: everything is */
function pageDownTo(
  db: Database,
  found: readonly Place[],
  complete: number | undefined,
  limit: number,
): AlertPage {
  const whole = found.filter(({ time }) => complete === undefined || time > complete)
  const places = whole.toSorted((a, b) => (isNewer(a, b) ? -1 : 1)).slice(0, limit)
  const byId = new Map(new AlertStore(db).byIds(places.map(({ id }) => id)).map((one) => [one.id, one]))
  const alerts = places.flatMap(({ id }) => byId.get(id) ?? [])
  const last = whole.length > limit ? places.at(-1) : undefined
  const rest = complete === undefined ? undefined : { time: complete, id: Number.MAX_SAFE_INTEGER }
  return answered(alerts, last ?? rest ?? null)
}
