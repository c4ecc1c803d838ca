import { describe, expect, it } from 'vitest'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import { openDatabase } from '../../engine/store/database.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import { queryUnusual } from '../../engine/store/unusual-query.ts'
import { at, batchOf, newAlert } from './new-alert.ts'

const hour = 3_600_000
const now = Math.floor(at / hour) * hour + 30 * 60_000

/** Eight days with so many alerts and lines in each hour. */
function eightDays(alertsIn: (hoursAgo: number) => number, linesIn: (hoursAgo: number) => number) {
  const db = openDatabase(':memory:')
  const source = new SourceStore(db).demo().id
  const write = createBatchWriter(db)
  for (let ago = 8 * 24; ago >= 0; ago--) {
    const time = now - (ago + 1) * hour + 60_000
    const alerts = Array.from({ length: alertsIn(ago) }, (_, i) =>
      newAlert({ time: time + (i % 50) * 60_000, sourceIp: `203.0.${i >> 8}.${i & 255}`, sourceId: source }),
    )
    write({
      ...batchOf(alerts),
      sources: new Map([
        [
          source,
          {
            lines: linesIn(ago),
            unparsed: 0,
            tokensRead: 0,
            tokensFailed: 0,
            lastLineAt: time,
            times: undefined,
            formats: new Map(),
            linesByMinute: new Map([[Math.floor(time / 60_000) * 60_000, linesIn(ago)]]),
          },
        ],
      ]),
    })
  }
  return db
}

describe('what is unusual', () => {
  it('is nothing where the last hour is as the days before', () => {
    const { alerts, lines, types, days } = queryUnusual(
      eightDays(
        (ago) => 4 + (ago % 5),
        () => 500,
      ),
      now,
    )
    expect({ alerts: alerts.isUnusual, lines: lines.isUnusual, types, days }).toEqual({
      alerts: false,
      lines: false,
      types: [],
      days: 7,
    })
    expect(lines.usual).toBe(500)
  })

  it('is far more alerts than at this time of day, and of which type', () => {
    const { alerts, types } = queryUnusual(
      eightDays(
        (ago) => (ago === 0 ? 60 : 5),
        () => 500,
      ),
      now,
    )
    expect(alerts).toEqual({ now: 60, usual: 5, isUnusual: true })
    expect(types).toEqual([{ type: 'sql-injection', now: 60, usual: 5 }])
  })

  it('is not what comes every day at this time', () => {
    const { alerts } = queryUnusual(
      eightDays(
        (ago) => (ago % 24 === 0 ? 60 : 5),
        () => 500,
      ),
      now,
    )
    // Halves of it may lie in two clock hours of the days before.
    expect(alerts).toMatchObject({ now: 60, isUnusual: false })
  })

  it('is lines that stopped', () => {
    const { lines } = queryUnusual(
      eightDays(
        () => 5,
        (ago) => (ago === 0 ? 0 : 500),
      ),
      now,
    )
    expect(lines).toEqual({ now: 0, usual: 500, isUnusual: true })
  })

  it('is nothing in the first two days', () => {
    const db = openDatabase(':memory:')
    expect(queryUnusual(db, now)).toMatchObject({ days: 0, alerts: { isUnusual: false }, types: [] })
  })
})

it.each([0, 15, 30, 45])('the last hour counts what is packed, %s minutes past the hour', (minutes) => {
  const db = openDatabase(':memory:')
  const source = new SourceStore(db).demo().id
  const hourStart = Math.floor(at / hour) * hour
  const end = hourStart + minutes * 60_000
  const alerts = Array.from({ length: 4_500 }, (_, i) =>
    newAlert({
      time: end - 1 - (i % 58) * 60_000,
      sourceIp: `203.${i >> 16}.${(i >> 8) & 255}.${i & 255}`,
      sourceId: source,
    }),
  )
  createBatchWriter(db)(batchOf(alerts))
  expect(db.prepare('SELECT count(*) AS n FROM tally_pack').get()).not.toEqual({ n: 0 })
  expect(queryUnusual(db, end).alerts.now).toBe(4_500)
})
