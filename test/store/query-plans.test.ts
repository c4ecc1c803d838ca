import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { AlertFilter } from '../../contract/filter.ts'
import { pageOfAlerts } from '../../engine/store/alert-pages.ts'
import { AlertStore } from '../../engine/store/alert-store.ts'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import { openDatabase } from '../../engine/store/database.ts'
import { queryMap } from '../../engine/store/map-query.ts'
import { queryOverview } from '../../engine/store/overview-query.ts'
import { countQuarantine, listQuarantine } from '../../engine/store/quarantine-store.ts'
import { queryRuleHits } from '../../engine/store/rule-hits.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import { at, batchOf, newAlert } from './new-alert.ts'

/** Tables that may be read whole, as they stay small: why. */
const small: Readonly<Record<string, string>> = {
  source: 'a row for each log the user named',
  s: 'the same',
  rule_verdict: 'a row for each rule and reason',
  tally: 'packed from 4,000 rows on',
  tally_pack: 'a row for some thousand alerts: listed by its index, never read whole',
  q: 'quarantine: the newest, by its key',
  quarantine: 'at most 20,000 are kept; read whole only to count them',
}

/** Steps of a plan that read a large table from end to end. */
function scansOf(db: Sqlite.Database, sql: string, params: readonly unknown[]): string[] {
  const steps = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...params)
  return steps
    .map(({ detail }) => detail)
    .filter((detail) => /^SCAN /.test(detail) && !/^SCAN (?:CONSTANT ROW|\(subquery)/.test(detail))
    .filter((detail) => small[/^SCAN (\w+)/.exec(detail)?.[1] ?? ''] === undefined)
}

/** Runs calls on a database and answers each statement they made, with its values written in. */
function statementsOf(file: string, run: (db: Sqlite.Database) => void): Set<string> {
  const statements = new Set<string>()
  const db = new Sqlite(file, { verbose: (sql) => statements.add(String(sql)) })
  run(db)
  db.close()
  return statements
}

function filledFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'vedette-plans-')), 'vedette.db')
  const db = openDatabase(file)
  new SourceStore(db).demo()
  const write = createBatchWriter(db)
  // Enough for packs to be made, over several hours.
  for (let batch = 0; batch < 3; batch++) {
    const alerts = Array.from({ length: 2_500 }, (_, i) =>
      newAlert({
        time: at + batch * 3_600_000 + i * 700,
        sourceIp: `81.2.${i % 250}.${batch}`,
        type: i % 2 === 0 ? 'xss' : 'csrf',
      }),
    )
    write(batchOf(alerts))
  }
  db.close()
  return file
}

const ranges: readonly AlertFilter[] = [
  {},
  { from: at + 120_000 },
  { from: at + 420_000, to: at + 2 * 3_600_000 + 60_000 },
  { from: at, to: at + 120_000 },
]
const filters: readonly AlertFilter[] = [
  {},
  { types: ['xss'] },
  { types: ['xss', 'csrf'], severities: ['high', 'low'] },
  { sourceIps: ['81.2.7.1'] },
  { countries: ['GB'] },
  { sourceIds: [1] },
  { signatures: ['a'], networks: ['81.2.7.0/24'] },
  { statuses: [[400, 499]], methods: ['GET'], paths: ['/'] },
  { not: { types: ['csrf'], sourceIps: ['81.2.7.1'], networks: ['81.2.8.0/24'], texts: ['x'] } },
  { texts: ['login'] },
  { bounds: { north: 60, south: 50, west: -10, east: 10 } },
]

describe('every statement the console causes', () => {
  it('reads no large table from end to end', () => {
    const file = filledFile()
    const statements = statementsOf(file, (db) => {
      const alerts = new AlertStore(db)
      const sources = new SourceStore(db)
      const first = alerts.byIds([1])[0]
      if (!first) throw new Error('There is no alert 1.')
      for (const range of ranges) {
        for (const filter of filters) {
          const wanted = { ...range, ...filter }
          queryOverview(db, wanted, at)
          queryMap(db, wanted, at)
          const page = pageOfAlerts(db, wanted, undefined, 50, at)
          if (page.next) pageOfAlerts(db, wanted, page.next, 50, at)
        }
      }
      alerts.get(1)
      alerts.neighbours(first)
      alerts.total()
      alerts.countOf(1)
      sources.all()
      sources.get(1)
      sources.totals()
      sources.position('own-log')
      queryRuleHits(db, {})
      for (const { from, to } of ranges) queryRuleHits(db, { ...(from && { from }), ...(to && { to }) })
      listQuarantine(db, 50)
      countQuarantine(db)
    })
    const db = new Sqlite(file)
    const scans = [...statements].flatMap((sql) => scansOf(db, sql, []).map((scan) => `${scan} in ${sql}`))
    expect(scans).toEqual([])
    expect(statements.size).toBeGreaterThan(100)
    db.close()
  })

  it('is checked by a test that would notice', () => {
    const db = new Sqlite(filledFile())
    expect(scansOf(db, "SELECT count(*) FROM alert WHERE path LIKE '%x%'", [])).not.toEqual([])
    db.close()
  })
})

describe('every statement of writing', () => {
  it('reads no large table from end to end', () => {
    const file = filledFile()
    const statements = statementsOf(file, (db) => {
      createBatchWriter(db)(
        batchOf([newAlert(), newAlert({ time: at + 1 }), newAlert({ sourceIp: '10.9.8.7' })]),
      )
    })
    const db = new Sqlite(file)
    const reads = [...statements].filter((sql) => /^\s*(?:SELECT|INSERT|UPDATE|DELETE)/.test(sql))
    expect(reads.flatMap((sql) => scansOf(db, sql, []).map((scan) => `${scan} in ${sql}`))).toEqual([])
    expect(reads.length).toBeGreaterThan(5)
    db.close()
  })
})
