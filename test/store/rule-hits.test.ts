import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HitRange } from '../../contract/rules.ts'
import type { NewAlert } from '../../engine/store/batch.ts'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import { type Database, openDatabase } from '../../engine/store/database.ts'
import { purgeBefore, purgeSource } from '../../engine/store/purge.ts'
import { queryRuleHits } from '../../engine/store/rule-hits.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import { floorTo, minuteMs } from '../../engine/store/time-steps.ts'
import { at, batchOf, newAlert } from './new-alert.ts'

const hourMs = 3_600_000
const dayMs = 86_400_000

function newStore() {
  const db = openDatabase(join(mkdtempSync(join(tmpdir(), 'vedette-hits-')), 'vedette.db'))
  const sources = new SourceStore(db)
  sources.demo()
  sources.add({ path: '/a', kind: 'plain', name: 'a', from: 'beginning' }, undefined)
  return { db, write: createBatchWriter(db) }
}

/** The same by plain SQL over the alerts. */
function plainHits(db: Database, { from, to }: HitRange) {
  const start = from === undefined ? Number.MIN_SAFE_INTEGER : floorTo(from, minuteMs)
  const end = to === undefined ? Number.MAX_SAFE_INTEGER : Math.ceil(to / minuteMs) * minuteMs
  return db
    .prepare(
      `SELECT signature, sum(count) AS count, max(last_time) AS lastTime FROM alert
       WHERE time >= ? AND time < ? GROUP BY signature ORDER BY count DESC, signature`,
    )
    .all(start, end)
}

/** Within five days, some of them the same minute, some before 1970. */
const time = fc.oneof(
  fc.integer({ min: at - 2 * dayMs, max: at + 3 * dayMs }),
  fc.integer({ min: at, max: at + 5 * minuteMs }),
  fc.integer({ min: -3 * hourMs, max: 3 * hourMs }),
)
const alert: fc.Arbitrary<NewAlert> = fc
  .record({
    time,
    signature: fc.constantFrom('xss-script-tag', 'sqli-union-select', 'isolation-forest', 'a "b\u0000'),
    sourceId: fc.constantFrom(1, 2),
    severity: fc.constantFrom('low' as const, 'high' as const),
  })
  .map(newAlert)
const range: fc.Arbitrary<HitRange> = fc.record({ from: time, to: time }, { requiredKeys: [] })
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(alert, { maxLength: 40 }).map((alerts) => ({ do: 'write' as const, alerts })),
  },
  { weight: 1, arbitrary: time.map((before) => ({ do: 'retain' as const, before })) },
  { weight: 1, arbitrary: fc.constantFrom(1, 2).map((source) => ({ do: 'remove' as const, source })) },
)

describe('the hits of the rules', () => {
  it('are what plain SQL counts in the alerts, whatever was written and purged', () => {
    const { db, write } = newStore()
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), fc.array(range, { maxLength: 6 }), (steps, ranges) => {
        for (const one of steps) {
          if (one.do === 'write') write(batchOf(one.alerts))
          else if (one.do === 'retain') purgeBefore(db, one.before)
          else purgeSource(db, one.source)
        }
        for (const asked of [{}, ...ranges]) expect(queryRuleHits(db, asked)).toEqual(plainHits(db, asked))
      }),
      { numRuns: 150, seed: 20261121 },
    )
  })
  it('of a database of the first Vedette are counted as it is opened', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'vedette-hits-')), 'vedette.db')
    const db = new Sqlite(file)
    db.exec(readFileSync(new URL('schema-1.sql', import.meta.url), 'utf8'))
    const insert = db.prepare(
      `INSERT INTO alert (time, arrival, type, severity, signature, why, source_ip, locality, source_id, sealed)
       VALUES (?, ?, 'xss', 3, ?, 'why', '81.2.69.142', 'unknown', ?, 'sealed')`,
    )
    for (let i = 0; i < 500; i++)
      insert.run(at + ((i * 7_919_000) % (3 * dayMs)), at, `rule-${i % 7}`, 1 + (i % 2))
    insert.run(-hourMs / 2, at, 'before-1970', 1)
    db.pragma('user_version = 1')
    db.close()
    const opened = openDatabase(file)
    for (const asked of [{}, { from: at + hourMs / 3, to: at + 2 * dayMs + hourMs / 7 }, { to: at }])
      expect(queryRuleHits(opened, asked)).toEqual(plainHits(opened, asked))
    expect(queryRuleHits(opened, {})).toHaveLength(8)
  })
})
