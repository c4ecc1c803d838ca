import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AlertFilter } from '../../contract/filter.ts'
import { pageOfAlerts } from '../../engine/store/alert-pages.ts'
import { AlertStore } from '../../engine/store/alert-store.ts'
import type { NewAlert } from '../../engine/store/batch.ts'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import { openDatabase } from '../../engine/store/database.ts'
import { queryMap } from '../../engine/store/map-query.ts'
import { queryOverview } from '../../engine/store/overview-query.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import { at, batchOf, newAlert } from './new-alert.ts'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'vedette-store-')), 'vedette.db')

function open(file = newFile()) {
  const db = openDatabase(file)
  new SourceStore(db).demo()
  return {
    db,
    file,
    write: createBatchWriter(db),
    alerts: new AlertStore(db),
    page: (filter: AlertFilter = {}) => pageOfAlerts(db, filter, undefined, 10, at),
  }
}

const repeats = (n: number, from = 0): NewAlert[] =>
  Array.from({ length: n }, (_, i) => newAlert({ time: at + (from + i) * 1000, path: `/login/${from + i}` }))

describe('repeats within a minute', () => {
  it('are one alert with a count, its first and its last time, and the evidence of both', () => {
    const { write, alerts, page } = open()
    const [id = 0] = write(batchOf(repeats(42)))
    expect(page().alerts).toMatchObject([
      { id, count: 42, time: at, lastTime: at + 41_000, path: '/login/0' },
    ])
    expect(alerts.get(id)).toMatchObject({ sealed: 'sealed /login/0', sealedLast: 'sealed /login/41' })
  })

  it('are counted on the same alert in later batches and after a restart', () => {
    const { file, db, write } = open()
    write(batchOf(repeats(1), '1'))
    write(batchOf(repeats(20, 1), '2'))
    db.close()
    const again = open(file)
    again.write(batchOf(repeats(21, 21), '3'))
    const [alert] = again.page().alerts
    expect(alert).toMatchObject({ count: 42, time: at, lastTime: at + 41_000 })
    expect(again.alerts.get(alert?.id ?? 0)).toMatchObject({ sealedLast: 'sealed /login/41' })
    expect(new SourceStore(again.db).position('own-log')).toBe(3)
  })

  it('that come late set the first time back', () => {
    const { write, page } = open()
    write(batchOf(repeats(2, 30)))
    write(batchOf(repeats(2, 10)))
    expect(page().alerts).toMatchObject([{ count: 4, time: at + 10_000, lastTime: at + 31_000 }])
  })

  it('count in every number the console shows', () => {
    const { db, write, alerts, page } = open()
    write(batchOf([...repeats(41), newAlert({ sourceIp: '10.0.0.7', place: { locality: 'private' } })]))
    for (const [from, to] of [
      [at, at + 60_000],
      [at - 5 * 3_600_000, at + 5 * 3_600_000],
    ]) {
      const range = { from, to }
      const overview = queryOverview(db, range, at)
      const threats = queryMap(db, range, at)
      expect(page(range).total).toBe(42)
      expect(overview.stats.alerts.value).toBe(42)
      expect(overview.stats.uniqueSources.value).toBe(2)
      expect(overview.types).toEqual([{ key: 'sql-injection', count: 42 }])
      expect(overview.addresses.map(({ ip, count }) => [ip, count])).toEqual([
        ['81.2.69.142', 41],
        ['10.0.0.7', 1],
      ])
      expect(overview.countries).toMatchObject([{ code: 'GB', count: 41 }])
      expect(threats.points).toMatchObject([{ count: 41, lastTime: at + 40_000 }])
      expect(threats.notOnMap).toEqual({ private: 1, unknown: 0 })
    }
    const ofAddress = queryOverview(db, { from: at, to: at + 60_000, sourceIps: ['81.2.69.142'] }, at)
    expect(ofAddress.stats.alerts.value).toBe(41)
    expect(alerts.total()).toBe(42)
  })
})

describe('what differs stays apart', () => {
  it.each<[string, Partial<NewAlert>]>([
    ['the minute', { time: at + 60_000 }],
    ['the address', { sourceIp: '81.2.69.143' }],
    ['the type', { type: 'xss' }],
    ['the signature', { signature: 'sqli-tautology' }],
    ['the severity', { severity: 'critical' }],
    ['the source', { sourceId: 2 }],
  ])('%s', (_what, change) => {
    const { db, write, page } = open()
    new SourceStore(db).add({ path: '/a', kind: 'plain', name: 'a', from: 'beginning' }, undefined)
    write(batchOf([newAlert(), newAlert(change), newAlert()]))
    write(batchOf([newAlert(change)]))
    expect(
      page()
        .alerts.map(({ count }) => count)
        .sort(),
    ).toEqual([2, 2])
  })
})

describe('a batch that fails', () => {
  it('leaves neither counts nor position behind', () => {
    const { db, write, alerts, page } = open()
    write(batchOf(repeats(2), '1'))
    const broken = newAlert({
      signature: 'other',
      seal: () => {
        throw new Error('no key')
      },
    })
    expect(() => write(batchOf([...repeats(5, 2), broken], '2'))).toThrow('no key')
    expect(page().alerts).toMatchObject([{ count: 2 }])
    expect(alerts.total()).toBe(2)
    expect(new SourceStore(db).position('own-log')).toBe(1)
  })
})
