import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { pageOfAlerts } from '../../engine/store/alert-pages.ts'
import { AlertStore } from '../../engine/store/alert-store.ts'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import { openDatabase } from '../../engine/store/database.ts'
import { queryOverview } from '../../engine/store/overview-query.ts'
import { salvage } from '../../engine/store/salvage.ts'
import { alertsIn, budgetOn, lineOf, start } from '../engine/anomaly-lines.ts'
import { allIncidents } from './all-incidents.ts'
import { at, batchOf, newAlert } from './new-alert.ts'

const firstSchema = readFileSync(new URL('schema-1.sql', import.meta.url), 'utf8')
const newFile = () => join(mkdtempSync(join(tmpdir(), 'vedette-schema-')), 'vedette.db')

/** A database of the first Vedette: three alerts of one minute, counted as it counted them. */
function firstDatabase(): string {
  const file = newFile()
  const db = new Sqlite(file)
  db.exec(firstSchema)
  db.exec(`INSERT INTO source (id, name, kind) VALUES (1, 'Demo attacks', 'demo')`)
  db.exec(`INSERT INTO position (input, value) VALUES ('own-log', '{"segment":4}')`)
  const hour = at - (at % 3_600_000)
  const insert = db.prepare(
    `INSERT INTO alert (time, arrival, type, severity, signature, why, source_ip, locality, country_code, city,
       latitude, longitude, method, path, status, source_id, sealed)
     VALUES (?, ?, 'sql-injection', 3, 'sqli-union-select', 'why', '81.2.69.142', 'located', 'GB', 'London',
       51.5, -0.1, 'GET', '/login', 200, 1, 'sealed')`,
  )
  for (let i = 0; i < 3; i++) insert.run(at + i * 1000, at)
  db.exec(`INSERT INTO rollup_minute VALUES (${at}, 1, 'sql-injection', 3, 3);
    INSERT INTO rollup_country VALUES (${hour}, 1, 'sql-injection', 3, 'GB', 3);
    INSERT INTO rollup_address VALUES (${hour}, 1, 'sql-injection', 3, '81.2.69.142', 3);
    INSERT INTO rollup_place VALUES (${hour}, 1, 'sql-injection', 3, 51.5, -0.1, 'GB', 'London', 3, ${at + 2000})`)
  db.pragma('user_version = 1')
  db.close()
  return file
}

it('a database of the first Vedette opens with its alerts and counts, and goes on', () => {
  const db = openDatabase(firstDatabase())
  const alerts = new AlertStore(db)
  const range = { from: at - 4 * 3_600_000, to: at + 4 * 3_600_000 }
  expect(pageOfAlerts(db, {}, undefined, 10)).toMatchObject({
    total: 3,
    alerts: [2, 1, 0].map((i) => ({ count: 1, time: at + i * 1000, lastTime: at + i * 1000 })),
  })
  expect(queryOverview(db, range, at).stats.alerts.value).toBe(3)
  expect(allIncidents(db)).toMatchObject([{ count: 3, succeeded: 3, first: at, last: at + 2000 }])
  createBatchWriter(db)(batchOf([newAlert(), newAlert({ time: at + 60_000 })]))
  expect(alerts.total()).toBe(5)
  const overview = queryOverview(db, range, at)
  expect(overview.stats.alerts.value).toBe(5)
  expect(overview.addresses).toMatchObject([{ ip: '81.2.69.142', count: 5, country: 'GB' }])
  expect(pageOfAlerts(db, {}, undefined, 10)).toMatchObject({ total: 5, totalIsExact: true })
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
})

it('a database of before there was a budget of anomaly alerts keeps one from then on', () => {
  const db = openDatabase(firstDatabase())
  const { run, report } = budgetOn(db, { perDay: 1, ownThreshold: null })
  run([0, 1, 2].map((i) => lineOf(start + i, 0.9)))
  expect(report.budget(start)).toMatchObject({ used: 1, grouped: 2, sources: [{ isCalibrated: false }] })
  expect(alertsIn(db).slice(3)).toMatchObject([
    { signature: 'isolation-forest' },
    { signature: 'anomaly-group', grouped: 1 },
  ])
})

it('of a database of the first Vedette all is salvaged that it had', () => {
  const salvaged = salvage(firstDatabase())
  expect(salvaged.filter(({ isWhole }) => !isWhole)).toEqual([])
  expect(salvaged.find(({ table }) => table === 'source')?.rows).toHaveLength(1)
})

it('a database of a newer Vedette is refused with one sentence', () => {
  const file = newFile()
  const db = new Sqlite(file)
  db.pragma('user_version = 999')
  db.close()
  expect(() => openDatabase(file)).toThrow(/written by a newer Vedette \(schema 999/)
})
