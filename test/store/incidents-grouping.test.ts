import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AlertType } from '../../contract/attack-type.ts'
import type { Incident } from '../../contract/incident.ts'
import type { NewAlert } from '../../engine/store/batch.ts'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import { type Database, openDatabase } from '../../engine/store/database.ts'
import { alertsOfIncident, keysOf } from '../../engine/store/incidents/alerts-of.ts'
import { goalOf } from '../../engine/store/incidents/goal-of.ts'
import { incidentOfAlert } from '../../engine/store/incidents/incident-of.ts'
import { decide } from '../../engine/store/incidents/triage.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import { allIncidents } from './all-incidents.ts'
import { at, batchOf, newAlert } from './new-alert.ts'

const minuteMs = 60_000
const newFile = () => join(mkdtempSync(join(tmpdir(), 'vedette-incidents-')), 'vedette.db')

function open(file = newFile()) {
  const db = openDatabase(file)
  const sources = new SourceStore(db)
  sources.demo()
  if (!sources.byPath('/a'))
    sources.add({ path: '/a', kind: 'plain', name: 'a', from: 'beginning' }, undefined)
  return { db, file, write: createBatchWriter(db) }
}

const alertAt = (minutes: number, change: Partial<NewAlert> = {}): NewAlert =>
  newAlert({ time: at + minutes * minuteMs, ...change })

const spans = (db: Database) => allIncidents(db).map(({ first, last, count }) => [first, last, count])
const minutes = (db: Database) =>
  allIncidents(db)
    .map(({ first, last, count }) => [(first - at) / minuteMs, (last - at) / minuteMs, count])
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))

describe('alerts of one address with one goal', () => {
  it('within half an hour of each other are one incident', () => {
    const { db, write } = open()
    write(batchOf([alertAt(0), alertAt(30), alertAt(60, { type: 'xss', severity: 'critical', status: 200 })]))
    expect(allIncidents(db)).toMatchObject([
      {
        goal: 'exploitation',
        sourceIp: '81.2.69.142',
        sourceId: 1,
        sourceName: 'Demo attacks',
        demo: true,
        place: { country: 'United Kingdom', city: 'London' },
        first: at,
        last: at + 60 * minuteMs,
        count: 3,
        succeeded: 1,
        worst: 'critical',
        severities: { critical: 1, high: 2, medium: 0, low: 0, info: 0 },
        types: [
          { type: 'sql-injection', count: 2 },
          { type: 'xss', count: 1 },
        ],
        triage: { state: 'new' },
      },
    ])
  })

  it('further apart are two', () => {
    const { db, write } = open()
    write(batchOf([alertAt(0), alertAt(31)]))
    expect(minutes(db)).toEqual([
      [0, 0, 1],
      [31, 31, 1],
    ])
  })

  it('that come late join the nearer incident, of two as near the earlier one', () => {
    const { db, write } = open()
    write(batchOf([alertAt(0), alertAt(40)]))
    write(batchOf([alertAt(25), alertAt(-10)]))
    expect(minutes(db)).toEqual([
      [-10, 0, 2],
      [25, 40, 2],
    ])
    write(batchOf([alertAt(12), alertAt(20.25)]))
    expect(minutes(db)).toEqual([
      [-10, 12, 3],
      [20.25, 40, 3],
    ])
    write(batchOf([alertAt(16)]))
    expect(minutes(db)[0]).toEqual([-10, 16, 4])
  })

  it('are a new incident after a day', () => {
    const { db, write } = open()
    write(batchOf(Array.from({ length: 60 }, (_, i) => alertAt(i * 29))))
    const [first, second] = minutes(db)
    expect(first).toEqual([0, 49 * 29, 50])
    expect(second).toEqual([50 * 29, 59 * 29, 10])
  })

  it.each<[string, Partial<NewAlert>]>([
    ['address', { sourceIp: '81.2.69.143' }],
    ['source', { sourceId: 2 }],
    ['goal', { type: 'scanner' }],
  ])('are told apart by their %s', (_what, change) => {
    const { db, write } = open()
    write(batchOf([alertAt(0), alertAt(1, change)]))
    expect(spans(db)).toHaveLength(2)
  })
})

describe('after an incident is resolved', () => {
  const resolved = () => {
    const opened = open()
    opened.write(batchOf([alertAt(0), alertAt(10)]))
    const [incident] = allIncidents(opened.db)
    decide(opened.db, [incident?.id ?? 0], { state: 'resolved', reason: 'expected', at })
    return opened
  }

  it('what comes later begins a new one', () => {
    const { db, write } = resolved()
    write(batchOf([alertAt(11)]))
    write(batchOf([alertAt(12)]))
    expect(minutes(db)).toEqual([
      [0, 10, 2],
      [11, 12, 2],
    ])
  })

  it('what is not later belongs to it all the same', () => {
    const { db, write } = resolved()
    write(batchOf([alertAt(10), alertAt(5), alertAt(-20)]))
    expect(minutes(db)).toEqual([[-20, 10, 5]])
  })

  it('an acknowledged one goes on', () => {
    const { db, write } = open()
    write(batchOf([alertAt(0)]))
    decide(db, [allIncidents(db)[0]?.id ?? 0], { state: 'acknowledged', at })
    write(batchOf([alertAt(20)]))
    expect(allIncidents(db)).toMatchObject([{ count: 2, triage: { state: 'acknowledged' } }])
  })
})

describe('a batch that fails', () => {
  it('leaves nothing of its incidents behind, in the database and in memory', () => {
    const { db, write } = open()
    write(batchOf([alertAt(0)]))
    const broken = alertAt(2, {
      signature: 'other',
      seal: () => {
        throw new Error('no key')
      },
    })
    expect(() => write(batchOf([alertAt(1), alertAt(1, { sourceIp: '1.1.1.1' }), broken]))).toThrow('no key')
    write(batchOf([alertAt(3)]))
    expect(minutes(db)).toEqual([[0, 3, 2]])
  })
})

interface Group {
  key: string
  first: number
  last: number
  count: number
  isResolved: boolean
}

const floor = (time: number) => Math.floor(time / minuteMs) * minuteMs

/** The rule, alert by alert over a plain list. All that is there before the alert at `resolveAt` is resolved then. */
function plainGroups(alerts: readonly NewAlert[], resolveAt: number): Group[] {
  const groups: Group[] = []
  for (const [i, { time, sourceId, sourceIp, type }] of alerts.entries()) {
    if (i === resolveAt) for (const group of groups) group.isResolved = true
    const key = `${sourceId} ${sourceIp} ${goalOf[type]}`
    const minute = floor(time)
    const near = groups
      .filter((group) => group.key === key)
      .map((group) => ({
        group,
        away: Math.max(0, floor(group.first) - minute, minute - floor(group.last)),
        length: Math.max(floor(group.last), minute) - Math.min(floor(group.first), minute) + minuteMs,
      }))
      .filter(({ group, away }) => away === 0 || !group.isResolved || time < group.first)
      .filter(({ away, length }) => away === 0 || (away <= 30 * minuteMs && length <= 24 * 60 * minuteMs))
      .sort((a, b) => a.away - b.away || a.group.first - b.group.first)
    const [nearest] = near
    if (nearest) {
      nearest.group.first = Math.min(nearest.group.first, time)
      nearest.group.last = Math.max(nearest.group.last, time)
      nearest.group.count++
    } else groups.push({ key, first: time, last: time, count: 1, isResolved: false })
  }
  return groups
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const told = (groups: readonly Omit<Group, 'isResolved'>[]) =>
  groups.map(({ key, first, last, count }) => `${key} ${first} ${last} ${count}`).sort(byText)
const toldOf = (incidents: readonly Incident[]) =>
  told(incidents.map((i) => ({ ...i, key: `${i.sourceId} ${i.sourceIp} ${i.goal}` })))

/** Alerts that come more or less in order over some days. */
const someAlerts = fc
  .array(
    fc.record({
      minute: fc.integer({ min: 0, max: 3_000 }),
      second: fc.integer({ min: 0, max: 59 }),
      ip: fc.integer({ min: 1, max: 3 }),
      type: fc.constantFrom<AlertType>('sql-injection', 'xss', 'scanner', 'anomaly'),
      severity: fc.constantFrom('high', 'critical'),
      sourceId: fc.constantFrom(1, 2),
      status: fc.constantFrom(200, 404, undefined),
      late: fc.integer({ min: 0, max: 400 }),
    }),
    { minLength: 1, maxLength: 300 },
  )
  .map((all) =>
    all
      .toSorted((a, b) => a.minute + a.late - b.minute - b.late)
      .map(({ minute, second, ip, type, severity, sourceId, status }) =>
        alertAt(minute + second / 60, { sourceIp: `10.0.0.${ip}`, type, severity, sourceId, status }),
      ),
  )

describe('whatever the order, the batches and the restarts', () => {
  it('incidents are those of the plain rule, and account for every alert', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(
        someAlerts,
        fc.integer({ min: 1, max: 80 }),
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 0, max: 8 }),
        (alerts, size, restartAt, resolveAt) => {
          let { db, file, write } = open()
          for (let i = 0; i * size < alerts.length; i++) {
            if (i === restartAt) {
              db.close()
              ;({ db, write } = open(file))
            }
            if (i === resolveAt) {
              const all = allIncidents(db).map(({ id }) => id)
              decide(db, all, { state: 'resolved', reason: 'expected', at })
            }
            write(batchOf(alerts.slice(i * size, (i + 1) * size)))
          }
          const incidents = allIncidents(db)
          expect(toldOf(incidents)).toEqual(told(plainGroups(alerts, resolveAt * size)))
          const seen = new Set<number>()
          for (const { id, count, types, severities, succeeded } of incidents) {
            const keys = keysOf(db, id)
            const page = keys && alertsOfIncident(db, keys, undefined, 500)
            expect(page?.alerts.reduce((sum, alert) => sum + alert.count, 0)).toBe(count)
            expect(types.reduce((sum, type) => sum + type.count, 0)).toBe(count)
            expect(Object.values(severities).reduce((a, b) => a + b, 0)).toBe(count)
            expect(succeeded).toBeLessThanOrEqual(count)
            for (const alert of page?.alerts ?? []) {
              expect(seen.has(alert.id)).toBe(false)
              seen.add(alert.id)
              expect(incidentOfAlert(db, alert.id)).toBe(id)
            }
          }
          const rows = db.prepare('SELECT count(*) FROM alert').pluck(true).get()
          expect(seen.size).toBe(rows)
          const answered = alerts.filter(({ status }) => status === 200).length
          expect(incidents.reduce((sum, { succeeded }) => sum + succeeded, 0)).toBe(answered)
          db.close()
        },
      ),
      { numRuns: 40 },
    )
  })

  it('a database that knew no incidents is grouped as if it always had', () => {
    fc.assert(
      fc.property(someAlerts, (alerts) => {
        const { db, file, write } = open()
        write(batchOf(alerts.slice(0, 100)))
        write(batchOf(alerts.slice(100)))
        const before = toldOf(allIncidents(db))
        db.exec(`DELETE FROM incident; DELETE FROM incident_kind;
          INSERT INTO position (input, value) VALUES ('alerts-grouped', '0')`)
        db.close()
        const again = open(file)
        expect(toldOf(allIncidents(again.db))).toEqual(before)
        expect(new SourceStore(again.db).position('alerts-grouped')).toBeUndefined()
        again.db.close()
      }),
      { numRuns: 10 },
    )
  })
})
