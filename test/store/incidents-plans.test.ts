import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { AlertFilter } from '../../contract/filter.ts'
import { Incidents } from '../../engine/incidents.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import { pageOfAlertsInStates } from '../../engine/store/incidents/alerts-in-states.ts'
import { removeIncidentsBefore } from '../../engine/store/incidents/remove-incidents.ts'
import { alertsOfTwoDays, storeOf } from './incidents-store.ts'
import { at, batchOf, newAlert } from './new-alert.ts'

/** Steps that read a table of incidents or alerts from end to end. */
function scansOf(db: Sqlite.Database, sql: string): string[] {
  return db
    .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map(({ detail }) => detail)
    .filter((detail) => /^SCAN (?:incident|alert|origin|[aiktok])\b/.test(detail))
    .map((detail) => `${detail} in ${sql}`)
}

const hourMs = 3_600_000
const filters: readonly AlertFilter[] = [
  {},
  { from: at + hourMs, to: at + 9 * hourMs },
  { types: ['xss', 'csrf'], severities: ['high'] },
  { sourceIps: ['81.2.69.7'] },
  { countries: ['GB'], sourceIds: [1] },
  { bounds: { north: 60, south: 50, west: -10, east: 10 } },
  { texts: ['p/7'] },
]

it('no statement about incidents reads a large table from end to end', () => {
  const { db: filled, file } = storeOf(alertsOfTwoDays(2_000))
  filled.close()
  const statements = new Set<string>()
  const db = new Sqlite(file, { verbose: (sql) => statements.add(String(sql)) })
  const incidents = new Incidents({ db, keyring: new Keyring([generateKey()]) })
  for (const filter of filters) {
    for (const sort of ['latest', 'risk'] as const) {
      const page = incidents.list({ filter, sort, limit: 5 })
      if (page.next) incidents.list({ filter, sort, limit: 5, cursor: page.next, states: ['new'] })
    }
  }
  const { id } = incidents.ofAlert(1)
  incidents.get(id)
  const { next } = incidents.alerts({ id, limit: 1 })
  incidents.alerts({ id, limit: 1, ...(next && { cursor: next }) })
  for (const filter of filters) {
    const asked = { filter, states: ['resolved'] as const, limit: 5 }
    const page = pageOfAlertsInStates(db, asked, at)
    if (page.next) pageOfAlertsInStates(db, { ...asked, cursor: page.next }, at)
  }
  const { undo } = incidents.triage({ ids: [id], state: 'acknowledged', note: 'n' })
  incidents.undo(undo ?? 0)
  incidents.triage({ filter: { types: ['xss'] }, state: 'acknowledged' })
  createBatchWriter(db)(
    batchOf([newAlert(), newAlert({ time: at - hourMs }), newAlert({ sourceIp: '9.8.7.6' })]),
  )
  removeIncidentsBefore(db, at - (at % hourMs) + 9 * hourMs)
  db.close()

  const plain = new Sqlite(file)
  const queries = [...statements].filter((sql) => /^\s*(?:SELECT|INSERT|UPDATE|DELETE)/.test(sql))
  expect(queries.flatMap((sql) => scansOf(plain, sql))).toEqual([])
  expect(queries.filter((sql) => sql.includes('incident')).length).toBeGreaterThan(50)
  expect(scansOf(plain, 'SELECT count(*) FROM incident i WHERE i.count > 3')).toHaveLength(1)
  plain.close()
})
