import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AlertFilter } from '../../contract/filter.ts'
import { pageOfAlerts } from '../../engine/store/alert-pages.ts'
import { AlertStore } from '../../engine/store/alert-store.ts'
import type { NewAlert } from '../../engine/store/batch.ts'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import { openDatabase } from '../../engine/store/database.ts'
import { queryMap } from '../../engine/store/map-query.ts'
import { queryOverview } from '../../engine/store/overview-query.ts'
import { purgeBefore, purgeSource } from '../../engine/store/purge.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import { fromBlob, sectionsOf, toBlob } from '../../engine/store/tally/entries.ts'
import { at, batchOf, newAlert } from './new-alert.ts'

const hourMs = 3_600_000

const places: readonly NewAlert['place'][] = [
  { locality: 'located', countryCode: 'GB', city: 'London', latitude: 51.5, longitude: -0.1 },
  { locality: 'located', countryCode: 'DE', city: 'Berlin', latitude: 52.5, longitude: 13.4 },
  { locality: 'unknown', countryCode: 'DE' },
  { locality: 'private' },
]
const types = ['xss', 'csrf', 'anomaly'] as const
const ranked = ['info', 'low', 'medium', 'high', 'critical'] as const

/** Alerts over two days, from forty addresses, some of which move from one place to another. */
function manyAlerts(count: number): NewAlert[] {
  return Array.from({ length: count }, (_, i) => {
    const address = (i * 7919) % 40
    const time = at + ((i * 104_729) % (48 * hourMs))
    // Repeats are counted on the first of their minute: what they do not share is the first's.
    const ofMinute = Math.floor(time / 60_000) + address
    return newAlert({
      time,
      sourceIp: `81.2.${address % 3 === 0 ? 68 : 69}.${address}`,
      place: places[(address + (address % 5 === 0 ? i % 2 : 0)) % places.length] ?? { locality: 'unknown' },
      type: types[i % 3] ?? 'xss',
      severity: ranked[(i >> 2) % 5] ?? 'low',
      path: `/p/${ofMinute % 11}`,
      signature: `rule-${i % 4}`,
      method: ['GET', 'POST', 'HEAD'][ofMinute % 3] ?? 'GET',
      ...(ofMinute % 13 > 0 && { status: [200, 302, 401, 404, 500][ofMinute % 5] ?? 200 }),
      sourceId: 1 + (i % 2),
    })
  })
}

function filledStore() {
  const db = openDatabase(join(mkdtempSync(join(tmpdir(), 'vedette-tally-')), 'vedette.db'))
  const sources = new SourceStore(db)
  sources.demo()
  sources.add({ path: '/a', kind: 'plain', name: 'a', from: 'beginning' }, undefined)
  const write = createBatchWriter(db)
  const alerts = manyAlerts(9_000)
  for (let i = 0; i < alerts.length; i += 1_500) write(batchOf(alerts.slice(i, i + 1_500)))
  return { db, alerts, write }
}

const filters: readonly [string, AlertFilter, (alert: NewAlert) => boolean][] = [
  ['nothing', {}, () => true],
  ['types', { types: ['xss', 'anomaly'] }, ({ type }) => type !== 'csrf'],
  ['severities', { severities: ['critical'] }, ({ severity }) => severity === 'critical'],
  ['a source', { sourceIds: [2] }, ({ sourceId }) => sourceId === 2],
  ['an address', { sourceIps: ['81.2.69.5'] }, ({ sourceIp }) => sourceIp === '81.2.69.5'],
  ['a country', { countries: ['DE'] }, ({ place }) => place.countryCode === 'DE'],
  [
    'a part of the map',
    { bounds: { north: 53, south: 52, west: 10, east: 20 } },
    ({ place }) => place.latitude === 52.5,
  ],
  ['a text', { texts: ['/p/7'] }, ({ path }) => path === '/p/7'],
  ['a rule', { signatures: ['rule-1'] }, ({ signature }) => signature === 'rule-1'],
  ['a network', { networks: ['81.2.68.0/24'] }, ({ sourceIp }) => sourceIp.startsWith('81.2.68.')],
  ['methods', { methods: ['POST'] }, ({ method }) => method === 'POST'],
  ['a path', { paths: ['/p/1'] }, ({ path }) => path === '/p/1'],
  [
    'statuses',
    {
      statuses: [
        [400, 403],
        [500, 599],
      ],
    },
    ({ status = 0 }) => (status >= 400 && status <= 403) || status >= 500,
  ],
  ['two texts', { texts: ['/p/', 'rule-0'] }, ({ signature }) => signature === 'rule-0'],
  ['types left out', { not: { types: ['xss', 'anomaly'] } }, ({ type }) => type === 'csrf'],
  ['a country left out', { not: { countries: ['DE'] } }, ({ place }) => place.countryCode !== 'DE'],
  [
    'much left out',
    {
      types: ['xss', 'csrf'],
      not: {
        types: ['csrf'],
        sourceIps: ['81.2.69.5'],
        networks: ['81.2.68.0/24'],
        sourceIds: [2],
        severities: ['info'],
        signatures: ['rule-2'],
      },
    },
    ({ type, sourceIp, sourceId, severity, signature }) =>
      type === 'xss' &&
      sourceIp !== '81.2.69.5' &&
      !sourceIp.startsWith('81.2.68.') &&
      sourceId !== 2 &&
      severity !== 'info' &&
      signature !== 'rule-2',
  ],
  [
    'statuses, texts and paths left out',
    { not: { statuses: [[400, 499]], texts: ['/p/3'], paths: ['/p/4'], methods: ['HEAD'] } },
    ({ status, path, method }) =>
      !(status !== undefined && status >= 400 && status < 500) &&
      path !== '/p/3' &&
      path !== '/p/4' &&
      method !== 'HEAD',
  ],
  [
    'several at once',
    { countries: ['GB'], types: ['csrf'], severities: ['high', 'low'] },
    ({ place, type, severity }) =>
      place.countryCode === 'GB' && type === 'csrf' && ['high', 'low'].includes(severity),
  ],
]
const spans: readonly [string, number, number][] = [
  ['all', at - hourMs, at + 50 * hourMs],
  ['parts of hours', at + 7 * 60_000, at + 5 * hourMs + 43 * 60_000],
  ['a few minutes', at + 4 * 60_000, at + 9 * 60_000],
  ['two days from the middle of a quarter', at + 60_000, at + 47 * hourMs],
]

describe('the numbers of the console', () => {
  const { db, alerts } = filledStore()
  it.each(filters)('agree with a plain count, narrowed by %s', (_what, filter, fits) => {
    for (const [, from, to] of spans) {
      const wanted = alerts.filter((alert) => alert.time >= from && alert.time < to && fits(alert))
      const narrowed = { from, to, ...filter }
      const overview = queryOverview(db, narrowed, at)
      expect(overview.stats.alerts.value).toBe(wanted.length)
      expect(overview.stats.critical.value).toBe(wanted.filter((a) => a.severity === 'critical').length)
      expect(overview.stats.anomalies.value).toBe(wanted.filter((a) => a.type === 'anomaly').length)
      expect(overview.stats.uniqueSources.value).toBe(new Set(wanted.map((a) => a.sourceIp)).size)
      expect(overview.stats.alerts.spark.reduce((a, b) => a + b, 0)).toBe(wanted.length)
      for (const { ip, count } of overview.addresses) {
        expect(count).toBe(wanted.filter((a) => a.sourceIp === ip).length)
      }
      for (const { code, count } of overview.countries) {
        expect(count).toBe(wanted.filter((a) => a.place.countryCode === code).length)
      }
      const before = alerts.filter(
        (a) => a.time >= 2 * overview.from - overview.to && a.time < overview.from && fits(a),
      )
      expect(overview.stats.alerts.before).toBe(before.length)
      expect(overview.stats.uniqueSources.before).toBe(new Set(before.map((a) => a.sourceIp)).size)

      const map = queryMap(db, narrowed, at)
      const drawn = map.points.reduce((sum, { count }) => sum + count, 0)
      expect(drawn).toBe(wanted.filter((a) => a.place.latitude !== undefined).length)
      expect(drawn + map.notOnMap.private + map.notOnMap.unknown).toBe(wanted.length)
      for (const point of map.points) {
        const here = wanted.filter((a) => a.place.latitude === point.latitude)
        // Joined half days know the last time to a twentieth of a second.
        const last = Math.max(...here.map(({ time }) => time))
        expect(last - point.lastTime).toBeGreaterThanOrEqual(0)
        expect(last - point.lastTime).toBeLessThan(50)
        expect(ranked.indexOf(point.worst)).toBe(Math.max(...here.map((a) => ranked.indexOf(a.severity))))
      }
    }
  })

  it.each(filters)('agree with the pages of the list, narrowed by %s', (_what, filter, fits) => {
    for (const [, from, to] of spans) {
      const wanted = alerts.filter((alert) => alert.time >= from && alert.time < to && fits(alert))
      const seen: number[] = []
      const times: number[] = []
      let occurrences = 0
      let cursor: { time: number; id: number } | undefined
      do {
        const page = pageOfAlerts(db, { from, to, ...filter }, cursor, 300, at)
        if (page.totalIsExact) expect(page.total).toBe(wanted.length)
        seen.push(...page.alerts.map(({ id }) => id))
        times.push(...page.alerts.map(({ time }) => time))
        occurrences += page.alerts.reduce((sum, { count }) => sum + count, 0)
        cursor = page.next ?? undefined
      } while (cursor)
      expect(occurrences).toBe(wanted.length)
      expect(new Set(seen).size).toBe(seen.length)
      expect(times).toEqual(times.toSorted((a, b) => b - a))
    }
  })
})

describe('what is removed', () => {
  const total = (db: ReturnType<typeof openDatabase>) =>
    queryOverview(db, {}, at + 50 * hourMs).stats.alerts.value

  it('by age leaves the tallies too, also the older part of a pack', () => {
    const { db, alerts } = filledStore()
    const before = Math.floor((at + 20 * hourMs) / hourMs) * hourMs
    const kept = alerts.filter(({ time }) => time >= before)
    expect(purgeBefore(db, before + 1)).toBe(alerts.length - kept.length)
    expect(total(db)).toBe(kept.length)
    expect(queryOverview(db, { from: at - hourMs }, at + 50 * hourMs).stats.alerts.value).toBe(kept.length)
    expect(new AlertStore(db).total()).toBe(kept.length)
  })

  it('with its source leaves the tallies too', () => {
    const { db, alerts } = filledStore()
    const kept = alerts.filter(({ sourceId }) => sourceId !== 1)
    expect(purgeSource(db, 1)).toBe(alerts.length - kept.length)
    expect(total(db)).toBe(kept.length)
    expect(new AlertStore(db).countOf(1)).toBe(0)
  })
})

it('counts come back from a pack as they went in', () => {
  const row = fc.tuple(
    fc.integer({ min: 0, max: 0xffff_ffff }),
    fc.integer({ min: 1, max: 4_095 }),
    fc.integer({ min: 0, max: 899_999 }),
    fc.integer({ min: 1, max: 0xffff_ffff }),
  )
  const groups = fc.uniqueArray(
    fc.tuple(fc.integer({ min: 0, max: 3_000_000 }), fc.array(row, { minLength: 1 })),
    {
      selector: ([quarter]) => quarter,
    },
  )
  fc.assert(
    fc.property(groups, (given) => {
      const sections = given.flatMap(([quarter, rows]) =>
        sectionsOf(
          rows.map((counted) => [quarter * 900_000, ...counted] as const),
          900_000,
        ),
      )
      const back = fromBlob(toBlob(sections)).map(({ start, entries }) => ({ start, entries: [...entries] }))
      expect(back).toEqual(sections.map(({ start, entries }) => ({ start, entries: [...entries] })))
    }),
    { numRuns: 50 },
  )
})
