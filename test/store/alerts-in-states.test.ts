import { expect, it } from 'vitest'
import type { Alert } from '../../contract/alert.ts'
import type { AlertFilter } from '../../contract/filter.ts'
import type { TriageState } from '../../contract/triage.ts'
import type { PageCursor } from '../../engine/store/alert-pages.ts'
import { pageOfAlertsInStates } from '../../engine/store/incidents/alerts-in-states.ts'
import { alertsOfIncident, keysOf } from '../../engine/store/incidents/alerts-of.ts'
import { decide } from '../../engine/store/incidents/triage.ts'
import { allIncidents } from './all-incidents.ts'
import { alertsOfTwoDays, storeOf } from './incidents-store.ts'
import { at } from './new-alert.ts'

const hourMs = 3_600_000
const { db } = storeOf(alertsOfTwoDays(1_500))
const everyone = allIncidents(db)
/** Every so manieth incident. */
const each = (nth: number) => everyone.filter((_, i) => i % nth === 0).map(({ id }) => id)
// Many are resolved; few, most of them long ago, are acknowledged.
decide(db, each(4), { state: 'resolved', reason: 'expected', at })
decide(db, [...each(60), ...everyone.slice(-30).map(({ id }) => id)], { state: 'acknowledged', at })

/** Every alert beside the state of the incident it was found by, newest first. */
const all: readonly Alert[] = allIncidents(db)
  .flatMap(({ id, triage: { state } }) => {
    const keys = keysOf(db, id)
    const { alerts } = keys ? alertsOfIncident(db, keys, undefined, 500) : { alerts: [] }
    return alerts.map((alert) => ({ ...alert, state }))
  })
  .sort((a, b) => b.time - a.time || b.id - a.id)

function walked(filter: AlertFilter, states: readonly TriageState[] | undefined, limit: number): Alert[] {
  const found: Alert[] = []
  let cursor: PageCursor | undefined
  for (let pages = 0; pages < 2_000; pages++) {
    const page = pageOfAlertsInStates(db, { filter, states, limit, cursor }, at)
    expect(page.alerts.length).toBeLessThanOrEqual(limit)
    found.push(...page.alerts)
    if (page.next === null) return found
    cursor = page.next
  }
  throw new Error('The pages do not end.')
}

const filters: readonly [string, AlertFilter, (alert: Alert) => boolean][] = [
  ['nothing', {}, () => true],
  [
    'a time',
    { from: at + 5 * hourMs, to: at + 9 * hourMs },
    ({ time }) => time >= at + 5 * hourMs && time < at + 9 * hourMs,
  ],
  ['a type', { types: ['scanner'] }, ({ type }) => type === 'scanner'],
  ['an address', { sourceIps: ['81.2.69.40'] }, ({ sourceIp }) => sourceIp === '81.2.69.40'],
  ['a text', { texts: ['/p/7'] }, ({ path }) => path === '/p/7'],
  [
    'what is left out',
    { not: { types: ['xss'], countries: ['DE'] } },
    ({ type, place }) => type !== 'xss' && place.countryCode !== 'DE',
  ],
]
const wanted: readonly (readonly TriageState[])[] = [
  ['new'],
  ['resolved'],
  ['acknowledged'],
  ['acknowledged', 'resolved'],
]

it.each(filters)(
  'alerts narrowed by %s and by states are all there, each once, newest first',
  (_, filter, fits) => {
    for (const states of wanted) {
      const plain = all.filter((alert) => states.includes(alert.state) && fits(alert))
      expect(walked(filter, states, 33), states.join()).toEqual(plain)
    }
  },
)

it('every alert tells where its incident stands', () => {
  expect(walked({}, undefined, 500)).toEqual(all)
  expect(walked({}, [], 500)).toEqual([])
  expect(new Set(all.map(({ state }) => state)).size).toBe(3)
})

it('a total that is not all says so', () => {
  const few = pageOfAlertsInStates(db, { filter: {}, states: ['acknowledged'], limit: 5 }, at)
  expect(few).toMatchObject({ totalIsExact: false })
  const filter = { sourceIps: ['81.2.69.40'] }
  const page = pageOfAlertsInStates(db, { filter, states: ['new'], limit: 500 }, at)
  expect(page).toMatchObject({ totalIsExact: true, next: null, total: page.alerts.length })
})
