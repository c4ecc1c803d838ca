import { describe, expect, it } from 'vitest'
import { Incidents } from '../../engine/incidents.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { purgeBefore, purgeSource } from '../../engine/store/purge.ts'
import { allIncidents } from './all-incidents.ts'
import { alertsOfTwoDays, storeOf } from './incidents-store.ts'
import { at, batchOf, newAlert } from './new-alert.ts'

const hourMs = 3_600_000

function triaged(alerts = alertsOfTwoDays(600)) {
  const store = storeOf(alerts)
  const told: (readonly number[])[] = []
  const incidents = new Incidents({
    db: store.db,
    keyring: new Keyring([generateKey()]),
    onTriage: (ids) => told.push(ids),
  })
  const ids = allIncidents(store.db).map(({ id }) => id)
  return { ...store, incidents, ids, told, one: ids[0] ?? 0, two: ids[1] ?? 0 }
}

describe('a decision', () => {
  it('is kept with reason and note, told, and remembered in order', () => {
    const { incidents, one, two, told } = triaged()
    const first = incidents.triage({ ids: [one, two], state: 'acknowledged', note: 'GET /secret-path' })
    expect(first).toMatchObject({
      count: 2,
      next: null,
      changed: [{ id: one, before: { state: 'new' } }, { id: two }],
    })
    const second = incidents.triage({ ids: [one], state: 'resolved', reason: 'true-attack' })
    const { incident, history } = incidents.get(one)
    expect(incident.triage).toMatchObject({ state: 'resolved', reason: 'true-attack' })
    expect(incident.triage.note).toBeUndefined()
    expect(second.changed[0]?.before).toMatchObject({ state: 'acknowledged', note: 'GET /secret-path' })
    expect(history).toMatchObject([
      { from: { state: 'new' }, to: { state: 'acknowledged', note: 'GET /secret-path' } },
      { from: { state: 'acknowledged' }, to: { state: 'resolved', reason: 'true-attack' } },
    ])
    expect(told).toEqual([[one, two], [one]])
  })

  it('keeps its note sealed', () => {
    const { db, incidents, one } = triaged()
    incidents.triage({ ids: [one], state: 'acknowledged', note: 'GET /secret-path' })
    const token = db.prepare<[], string>('SELECT note FROM triage_step').pluck(true).get()
    expect(token).toMatch(/^gAAAA/)
  })

  it('whose note does not open any more says so', () => {
    const { db, incidents, one } = triaged()
    incidents.triage({ ids: [one], state: 'acknowledged', note: 'mine' })
    const stranger = new Incidents({ db, keyring: new Keyring([generateKey()]) })
    expect(stranger.get(one).incident.triage.note).toMatch(/does not open/)
  })

  it('to resolve needs a reason', () => {
    const { incidents, one } = triaged()
    expect(() => incidents.triage({ ids: [one], state: 'resolved' })).toThrow(/Resolving needs a reason/)
    expect(incidents.get(one).incident.triage).toEqual({ state: 'new' })
  })

  it('leaves out incidents that are gone, and says so where all are', () => {
    const { incidents, one } = triaged()
    expect(incidents.triage({ ids: [one, 99_999], state: 'acknowledged' }).changed).toEqual([
      { id: one, before: { state: 'new' } },
    ])
    expect(() => incidents.triage({ ids: [99_999], state: 'acknowledged' })).toThrow(/no incident 99999/)
  })
})

describe('undoing', () => {
  it('restores exactly what was before, note and time included', () => {
    const { incidents, ids, told } = triaged()
    const some = ids.slice(0, 20)
    incidents.triage({ ids: some.slice(0, 10), state: 'acknowledged', note: 'looking' })
    const before = some.map((id) => incidents.get(id))
    const { undo } = incidents.triage({ ids: some, state: 'resolved', reason: 'false-alarm' })
    expect(incidents.undo(undo ?? 0)).toBe(20)
    expect(some.map((id) => incidents.get(id))).toEqual(before)
    expect(told).toHaveLength(3)
  })

  it('is refused where one was changed since, and then changes nothing', () => {
    const { incidents, one, two } = triaged()
    const { undo } = incidents.triage({ ids: [one, two], state: 'acknowledged' })
    const later = incidents.triage({ ids: [two], state: 'resolved', reason: 'expected' })
    expect(() => incidents.undo(undo ?? 0)).toThrow(new RegExp(`Incident ${two} was changed again since`))
    expect(incidents.get(one).incident.triage.state).toBe('acknowledged')
    incidents.undo(later.undo ?? 0)
    expect(incidents.undo(undo ?? 0)).toBe(2)
    expect(() => incidents.undo(undo ?? 0)).toThrow(/nothing to undo/)
  })
})

describe('a decision by filter', () => {
  it('changes all it matches in the wanted states, with one undo', () => {
    const { db, incidents } = triaged()
    const filter = { types: ['xss' as const] }
    const wanted = allIncidents(db, { filter })
    incidents.triage({ ids: [wanted[0]?.id ?? 0], state: 'resolved', reason: 'expected' })
    const change = { filter, states: ['new' as const], state: 'acknowledged' as const }
    const done = incidents.triage(change)
    expect(done).toMatchObject({ count: wanted.length - 1, changed: [], next: null })
    expect(incidents.list({ filter, sort: 'latest', limit: 1 }).byState).toEqual({
      new: 0,
      acknowledged: wanted.length - 1,
      resolved: 1,
    })
    expect(incidents.triage(change)).toEqual({ count: 0, changed: [], undo: null, next: null })
    expect(incidents.undo(done.undo ?? 0)).toBe(wanted.length - 1)
    expect(incidents.list({ filter, sort: 'latest', limit: 1 }).byState.new).toBe(wanted.length - 1)
  })
})

describe('what is purged', () => {
  const sums = (db: Parameters<typeof allIncidents>[0]) => ({
    incidents: allIncidents(db).reduce((sum, { count }) => sum + count, 0),
    kinds: db.prepare('SELECT sum(count) FROM incident_kind').pluck(true).get() ?? 0,
    alerts: db.prepare('SELECT sum(count) FROM alert').pluck(true).get() ?? 0,
  })

  it('by age leaves the incidents too; what reaches over the edge is counted anew', () => {
    const { db, write, incidents, ids } = triaged(alertsOfTwoDays(3_000))
    const busy = Array.from({ length: 200 }, (_, i) =>
      newAlert({
        time: at + i * 600_000,
        sourceIp: '9.9.9.9',
        severity: i < 100 ? 'critical' : 'low',
        status: 200,
      }),
    )
    write(batchOf(busy))
    incidents.triage({ ids: ids.slice(0, 400), state: 'acknowledged', note: 'n' })
    const hour = at - (at % hourMs) + 20 * hourMs
    purgeBefore(db, hour)
    const kept = allIncidents(db)
    expect(sums(db).incidents).toBe(sums(db).alerts)
    expect(sums(db).kinds).toBe(sums(db).alerts)
    expect(kept.every(({ first }) => first >= hour)).toBe(true)
    const [edge] = allIncidents(db, { filter: { sourceIps: ['9.9.9.9'], to: hour + 600_000 } })
    expect(edge).toMatchObject({ worst: 'low', count: expect.any(Number) })
    expect(edge?.succeeded).toBe(edge?.count)
    const orphans = db
      .prepare('SELECT count(*) FROM incident_triage WHERE incident_id NOT IN (SELECT id FROM incident)')
      .pluck(true)
    expect(orphans.get()).toBe(0)
    write(batchOf([newAlert({ time: at + 200 * 600_000, sourceIp: '9.9.9.9' })]))
    expect(sums(db).incidents).toBe(sums(db).alerts)
  })

  it('with its source leaves the incidents of the others', () => {
    const { db, incidents, ids } = triaged()
    incidents.triage({ ids, state: 'acknowledged' })
    const others = allIncidents(db).filter(({ sourceId }) => sourceId !== 1)
    purgeSource(db, 1)
    expect(allIncidents(db)).toEqual(others)
    purgeSource(db, 2)
    expect(allIncidents(db)).toEqual([])
    for (const table of ['incident_kind', 'incident_triage', 'triage_step']) {
      expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck(true).get()).toBe(0)
    }
  })
})
