import { describe, expect, it } from 'vitest'
import type { Alert } from '../../contract/alert.ts'
import type { AlertFilter } from '../../contract/filter.ts'
import type { Incident, IncidentQuery } from '../../contract/incident.ts'
import type { TriageState } from '../../contract/triage.ts'
import { alertsOfIncident, keysOf } from '../../engine/store/incidents/alerts-of.ts'
import { pageOfIncidents } from '../../engine/store/incidents/incident-page.ts'
import { decide } from '../../engine/store/incidents/triage.ts'
import { allIncidents } from './all-incidents.ts'
import { alertsOfTwoDays, storeOf } from './incidents-store.ts'
import { at } from './new-alert.ts'

const hourMs = 3_600_000
const { db } = storeOf(alertsOfTwoDays(4_000))
const everyone = allIncidents(db)
const states: readonly TriageState[] = ['new', 'acknowledged', 'resolved']
decide(
  db,
  everyone.filter(({ id }) => id % 5 === 0).map(({ id }) => id),
  { state: 'resolved', reason: 'expected', at },
)
decide(
  db,
  everyone.filter(({ id }) => id % 7 === 0).map(({ id }) => id),
  { state: 'acknowledged', at },
)
const all = allIncidents(db)
const alertsOf = new Map(all.map(({ id }) => [id, readAlerts(id)]))

function readAlerts(id: number): Alert[] {
  const keys = keysOf(db, id)
  return keys ? alertsOfIncident(db, keys, undefined, 500).alerts : []
}

const reaches =
  ({ from = 0, to = Number.POSITIVE_INFINITY }: AlertFilter) =>
  (incident: Incident): boolean =>
    incident.first < to && incident.last >= from

const filters: readonly [string, AlertFilter, (alert: Alert) => boolean][] = [
  ['nothing', {}, () => true],
  ['a time', { from: at + 5 * hourMs, to: at + 9 * hourMs }, () => true],
  ['types', { types: ['xss', 'scanner'] }, ({ type }) => type === 'xss' || type === 'scanner'],
  [
    'type and severity of one alert',
    { types: ['xss'], severities: ['critical'] },
    ({ type, severity }) => type === 'xss' && severity === 'critical',
  ],
  ['an address', { sourceIps: ['81.2.69.5'] }, ({ sourceIp }) => sourceIp === '81.2.69.5'],
  ['a source', { sourceIds: [2] }, ({ sourceId }) => sourceId === 2],
  ['a country', { countries: ['DE'] }, ({ place }) => place.countryCode === 'DE'],
  [
    'a part of the map',
    { bounds: { north: 53, south: 52, west: 10, east: 20 } },
    ({ place }) => place.latitude === 52.5,
  ],
  ['a text', { texts: ['/p/7'] }, ({ path }) => path === '/p/7'],
  [
    'a text within a time',
    { texts: ['/p/7'], types: ['xss'], from: at, to: at + 20 * hourMs },
    ({ path, type, time }) => path === '/p/7' && type === 'xss' && time < at + 20 * hourMs,
  ],
]

describe.each(filters)('incidents narrowed by %s', (_what, filter, fits) => {
  const wanted = all.filter((one) => reaches(filter)(one) && alertsOf.get(one.id)?.some(fits))

  it('are those with an alert that it matches, each once, the latest first', () => {
    const found = allIncidents(db, { filter, limit: 37 })
    expect(found.map(({ id }) => id).sort((a, b) => a - b)).toEqual(
      wanted.map(({ id }) => id).sort((a, b) => a - b),
    )
    const lasts = found.map(({ last }) => last)
    expect(lasts).toEqual(lasts.toSorted((a, b) => b - a))
    expect(wanted.length).toBeGreaterThan(0)
  })

  it('are the same by risk, the highest first', () => {
    const found = allIncidents(db, { filter, limit: 37, sort: 'risk' })
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set(wanted.map(({ id }) => id)))
    const risks = found.map(({ risk }) => risk)
    expect(risks).toEqual(risks.toSorted((a, b) => b - a))
  })

  it('are counted by state, and listed by state', () => {
    for (const state of states) {
      const found = allIncidents(db, { filter, states: [state], limit: 50 })
      expect(found.every(({ triage }) => triage.state === state)).toBe(true)
      expect(found).toHaveLength(wanted.filter(({ triage }) => triage.state === state).length)
    }
    const query: IncidentQuery = { filter, states: ['new', 'resolved'], sort: 'latest', limit: 500 }
    const page = pageOfIncidents(db, query)
    const countOf = (state: TriageState) => wanted.filter(({ triage }) => triage.state === state).length
    if (filter.texts !== undefined) return
    expect(page).toMatchObject({
      total: countOf('new') + countOf('resolved'),
      totalIsExact: true,
      byState: {
        new: countOf('new'),
        acknowledged: countOf('acknowledged'),
        resolved: countOf('resolved'),
      },
    })
  })
})

it('a text says whether its total is all', () => {
  const few = { texts: ['/p/7'], from: at, to: at + 30 * 60_000 }
  const page = pageOfIncidents(db, { filter: few, sort: 'latest', limit: 500 })
  expect(page).toMatchObject({ next: null, totalIsExact: true, total: page.ids.length })
  expect(pageOfIncidents(db, { filter: few, sort: 'latest', limit: 1 }).totalIsExact).toBe(false)
})
