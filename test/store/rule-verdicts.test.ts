import { describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../engine/store/database.ts'
import { decide, undoStep } from '../../engine/store/incidents/triage.ts'
import { purgeBefore, purgeSource } from '../../engine/store/purge.ts'
import { queryRuleHits } from '../../engine/store/rule-hits.ts'
import { schemaVersion } from '../../engine/store/schema.ts'
import { allIncidents } from './all-incidents.ts'
import { alertsOfTwoDays, storeOf } from './incidents-store.ts'
import { at, batchOf, newAlert } from './new-alert.ts'

const hourMs = 3_600_000

/** Counted from the alerts themselves, one by one. */
function plainly(db: Database) {
  const counts = new Map<string, { incidents: number; falseAlarms: number }>()
  for (const { sourceId, sourceIp, types, first, last, triage } of allIncidents(db)) {
    if (triage.state !== 'resolved') continue
    const named = types.map(({ type }) => type)
    const signatures = db
      .prepare<[number, string, number, number], { signature: string; type: string }>(
        `SELECT DISTINCT signature, type FROM alert WHERE source_id = ? AND source_ip = ?
           AND time / 60000 >= ? AND time / 60000 <= ?`,
      )
      .all(sourceId, sourceIp, Math.floor(first / 60_000), Math.floor(last / 60_000))
      .filter(({ type }) => named.some((one) => one === type))
    for (const signature of new Set(signatures.map((one) => one.signature))) {
      const known = counts.get(signature) ?? { incidents: 0, falseAlarms: 0 }
      known.incidents++
      if (triage.reason === 'false-alarm') known.falseAlarms++
      counts.set(signature, known)
    }
  }
  return Object.fromEntries([...counts].sort())
}

const told = (db: Database) =>
  Object.fromEntries(
    queryRuleHits(db, {})
      .flatMap(({ signature, decided }) => (decided ? [[signature, decided] as const] : []))
      .sort(),
  )

function store() {
  const alerts = alertsOfTwoDays(900).map((alert, i) => ({ ...alert, signature: `${alert.type}-${i % 3}` }))
  const made = storeOf(alerts)
  return { ...made, ids: allIncidents(made.db).map(({ id }) => id) }
}

describe('what was decided of the incidents of a rule', () => {
  it('is nothing before anything is', () => {
    expect(told(store().db)).toEqual({})
  })

  it('is their number and how many were false alarms, through changes of mind, undo and late lines', () => {
    const { db, ids, write } = store()
    const some = (nth: number) => ids.filter((_, i) => i % nth === 0)
    decide(db, some(3), { state: 'resolved', reason: 'false-alarm', at })
    decide(db, some(5), { state: 'resolved', reason: 'true-attack', at })
    expect(told(db)).toEqual(plainly(db))
    expect(Object.keys(told(db)).length).toBeGreaterThan(5)
    const before = told(db)
    const step = decide(db, some(2), { state: 'acknowledged', at })?.step ?? 0
    expect(told(db)).toEqual(plainly(db))
    expect(told(db)).not.toEqual(before)
    undoStep(db, step)
    expect(told(db)).toEqual(before)
    // A line that came late, into an incident that is resolved.
    const resolved = allIncidents(db, { states: ['resolved'] }).find(({ types }) => types[0]?.type === 'xss')
    if (!resolved) throw new Error('No incident is resolved.')
    const { sourceIp, sourceId, first: time } = resolved
    write(batchOf([newAlert({ sourceIp, sourceId, time, type: 'xss', signature: 'late' })]))
    expect(told(db)).toEqual(plainly(db))
    expect(told(db)).toHaveProperty('late')
  })

  it('goes with what is purged', () => {
    const { db, ids } = store()
    decide(db, ids, { state: 'resolved', reason: 'false-alarm', at })
    purgeBefore(db, at + 9 * hourMs)
    expect(told(db)).toEqual(plainly(db))
    purgeSource(db, 2)
    expect(told(db)).toEqual(plainly(db))
    expect(Object.keys(told(db)).length).toBeGreaterThan(0)
    purgeSource(db, 1)
    expect(told(db)).toEqual({})
  })

  it('is known of what was decided before Vedette counted it', () => {
    const { db, ids } = store()
    decide(
      db,
      ids.filter((id) => id % 2 === 0),
      { state: 'resolved', reason: 'false-alarm', at },
    )
    const before = told(db)
    db.exec(`DROP TABLE incident_rule; DROP TABLE rule_verdict; PRAGMA user_version = ${schemaVersion - 1}`)
    const file = db.name
    db.close()
    const again = openDatabase(file)
    expect(told(again)).toEqual(before)
    again.close()
  })
})
