import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alertTypes } from '../../contract/attack-type.ts'
import type { AlertFilter } from '../../contract/filter.ts'
import { severities } from '../../contract/severity.ts'
import { pageOfAlerts } from '../../engine/store/alert-pages.ts'
import type { NewAlert } from '../../engine/store/batch.ts'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import { type Database, openDatabase } from '../../engine/store/database.ts'
import { queryMap } from '../../engine/store/map-query.ts'
import { queryOverview } from '../../engine/store/overview-query.ts'
import { purgeBefore } from '../../engine/store/purge.ts'
import { prepareSearch } from '../../engine/store/search.ts'
import { rankOf } from '../../engine/store/severity-rank.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import { at, batchOf, newAlert } from './new-alert.ts'
import { plainSums } from './plain-sums.ts'

const dayMs = 86_400_000
const days = 40
const first = at - days * dayMs

const places: readonly NewAlert['place'][] = [
  { locality: 'located', countryCode: 'GB', city: 'London', latitude: 51.5, longitude: -0.1 },
  { locality: 'located', countryCode: 'DE', city: 'Berlin', latitude: 52.5, longitude: 13.4 },
  { locality: 'located', countryCode: 'FJ', city: 'Suva', latitude: -18.1, longitude: 178.4 },
  { locality: 'unknown', countryCode: 'DE' },
  { locality: 'private' },
]

/** Alerts over forty days, mostly in the order of time; some repeat an alert, come late, or move to another place. */
const alert = (share: number): fc.Arbitrary<NewAlert> =>
  fc
    .record({
      part: fc.double({ min: 0, max: 1, noNaN: true }),
      late: fc.boolean(),
      address: fc.nat(60),
      place: fc.constantFrom(...places),
      type: fc.constantFrom(...alertTypes.slice(0, 4), 'anomaly' as const),
      severity: fc.constantFrom(...severities),
      path: fc.option(
        fc.constantFrom('/login', '/LOGIN.php', '/50%_off', '/a_b', '/übung', '/x\\y', '/berlin'),
        {
          nil: undefined,
        },
      ),
      signature: fc.constantFrom('union-select', 'script-tag', 'dot_dot'),
      method: fc.option(fc.constantFrom('GET', 'POST'), { nil: undefined }),
      status: fc.option(fc.constantFrom(200, 404, 500), { nil: undefined }),
      sourceId: fc.constantFrom(1, 2),
    })
    .map(({ part, late, address, place, ...rest }) => {
      const time = Math.floor(first + (late ? part : share + part / 10) * (days - 6) * dayMs)
      return newAlert({
        ...rest,
        path: rest.path,
        time: address < 5 ? Math.floor(time / 600_000) * 600_000 + (time % 60_000) : time,
        sourceIp: `${address % 7 === 0 ? '203.0.113' : '81.2.69'}.${address}`,
        // Most addresses stay where they are.
        place: address % 4 === 0 ? place : (places[address % places.length] ?? place),
      })
    })

const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 2 })
const parts = fc.record({
  types: some(alertTypes.slice(0, 5)),
  severities: some(severities),
  sourceIps: fc.uniqueArray(
    fc.nat(60).map((n) => `81.2.69.${n}`),
    { minLength: 1, maxLength: 3 },
  ),
  countries: some(['DE', 'GB', 'FJ', 'US']),
  sourceIds: fc.constantFrom<number[][]>([1], [2], [1, 2]),
  texts: fc.uniqueArray(
    fc.constantFrom('login', '%', '_', 'lon', 'DE', '69.1', 'ÜB', 'übung', '\\', 'select', 'xss', 'no'),
    { minLength: 1, maxLength: 2 },
  ),
  networks: fc.constantFrom<string[][]>(
    ['81.2.69.0/24'],
    ['203.0.113.0/24', '81.2.69.0/24'],
    ['203.0.113.0/24'],
  ),
  signatures: some(['union-select', 'script-tag', 'none']),
  methods: some(['GET', 'POST', 'HEAD']),
  paths: some(['/login', '/übung', '/none']),
  statuses: fc.constantFrom<AlertFilter['statuses'][]>(
    [[200, 299]],
    [
      [404, 404],
      [500, 599],
    ],
    [[0, 999]],
  ),
  bounds: fc.constantFrom(
    { north: 60, south: 50, west: -10, east: 10 },
    { north: 0, south: -40, west: 170, east: -170 },
  ),
})
const names = [
  'types',
  'severities',
  'sourceIps',
  'countries',
  'sourceIds',
  'texts',
  'bounds',
  'networks',
  'signatures',
  'methods',
  'paths',
  'statuses',
]
const pick = (all: AlertFilter, kept: readonly string[]) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => kept.includes(name)))

/** Mostly of one part: several at once seldom find anything. */
const filter: fc.Arbitrary<AlertFilter> = fc
  .tuple(parts, fc.subarray(names, { maxLength: 2 }), parts, fc.subarray(names, { maxLength: 1 }))
  .map(([all, kept, others, left]) => {
    const { bounds: _, ...not } = pick(others, left)
    return { ...pick(all, kept), ...(Object.keys(not).length > 0 && { not }) }
  })

const minute = fc.nat(days * 24 * 60).map((n) => first + n * 60_000)
const range: fc.Arbitrary<AlertFilter> = fc.oneof(
  fc.constant({}),
  fc.tuple(minute, minute).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + 60_000 })),
  fc.tuple(minute, fc.nat(600)).map(([from, n]) => ({ from, to: from + (n + 1) * 60_000 })),
  fc.constantFrom(1, 7, 30).map((n) => ({ from: at - n * dayMs })),
)

function expectSums(db: Database, wanted: AlertFilter): void {
  const overview = queryOverview(db, wanted, at)
  const { from, to, stats } = overview
  const plain = plainSums(db, { ...wanted, from, to })
  const now = plain.sums()
  const before = plainSums(db, { ...wanted, from: 2 * from - to, to: from }).sums()
  const byAddress = plain.byAddress()
  const byCountry = plain.byCountry()
  expect({
    alerts: [stats.alerts.value, stats.alerts.before],
    critical: [stats.critical.value, stats.critical.before],
    anomalies: [stats.anomalies.value, stats.anomalies.before],
    addresses: [stats.uniqueSources.value, stats.uniqueSources.before],
  }).toEqual({
    alerts: [now.alerts, before.alerts],
    critical: [now.critical, before.critical],
    anomalies: [now.anomalies, before.anomalies],
    addresses: [now.addresses, before.addresses],
  })
  expect(new Map(overview.types.map(({ key, count }) => [key, count]))).toEqual(plain.byType())
  for (const { code, count } of overview.countries) expect(count).toBe(byCountry.get(code))
  for (const { ip, count } of overview.addresses) expect(count).toBe(byAddress.get(ip))
  const highest = [...byAddress.values()].toSorted((a, b) => b - a).slice(0, 10)
  expect(overview.addresses.map(({ count }) => count)).toEqual(highest)
  const buckets = plain.buckets(overview.timeline[0]?.time ?? 0, overview.bucketMs)
  for (let i = 0; i < overview.timeline.length; i++) {
    expect([stats.alerts.spark[i], stats.uniqueSources.spark[i]]).toEqual([
      buckets.get(i)?.n ?? 0,
      buckets.get(i)?.addresses ?? 0,
    ])
  }
  expectMap(db, { ...wanted, from, to }, plain)
  expectPage(db, wanted, plain)
}

function expectMap(db: Database, wanted: AlertFilter, plain: ReturnType<typeof plainSums>): void {
  const map = queryMap(db, wanted, at)
  const drawn = map.points.map(({ latitude, longitude, count, worst }) => ({
    at: [latitude, longitude],
    count,
    worst: rankOf(worst),
  }))
  const places = plain.byPlace()
  const byPlace = places.map(({ latitude, longitude, n, worst }) => ({
    at: [latitude, longitude],
    count: n,
    worst,
  }))
  expect(new Set(drawn)).toEqual(new Set(byPlace))
  for (const { latitude, longitude, lastTime } of map.points) {
    const last = places.find((p) => p.latitude === latitude && p.longitude === longitude)?.last ?? 0
    expect(last - lastTime).toBeGreaterThanOrEqual(0)
    expect(last - lastTime).toBeLessThan(1_000)
  }
  const countries = [...plain.byCountry()].filter(([code]) => code !== null)
  expect(map.countries).toEqual(Object.fromEntries(countries))
  expect(map.notOnMap.private).toBe(plain.inPrivate())
}

function expectPage(db: Database, wanted: AlertFilter, plain: ReturnType<typeof plainSums>): void {
  const page = pageOfAlerts(db, wanted, undefined, 50, at)
  const ids = plain.ids()
  expect(page.total).toBe(plain.sums().alerts)
  expect(page.alerts.map(({ id }) => id)).toEqual(ids.slice(0, 50))
  if (!page.next) return
  const next = pageOfAlerts(db, wanted, page.next, 50, at)
  expect(next.alerts.map(({ id }) => id)).toEqual(ids.slice(50, 100))
}

describe('every number of the console', () => {
  it('is what plain SQL over the alerts says, while alerts come, repeat, come late and are removed', async () => {
    const db = openDatabase(join(mkdtempSync(join(tmpdir(), 'vedette-sums-')), 'vedette.db'))
    const sources = new SourceStore(db)
    sources.demo()
    sources.add({ path: '/a', kind: 'plain', name: 'a', from: 'beginning' }, undefined)
    const write = createBatchWriter(db)
    const seed = Number(process.env.VEDETTE_SEED ?? Date.now() % 1_000_000)
    const compare = (wanted: AlertFilter) => expectSums(db, wanted)
    const asked = [{}, { from: at - 7 * dayMs }].flatMap((given) => [
      given,
      { ...given, texts: ['lon'] },
      { ...given, countries: ['DE'], severities: ['high' as const] },
    ])
    for (const stage of [0, 1, 2]) {
      const alerts = fc.sample(alert(stage * 0.3), { numRuns: 4_500, seed: seed + stage })
      for (let i = 0; i < alerts.length; i += 1_500) {
        write(batchOf(alerts.slice(i, i + 1_500)))
        // A screen asks the same again while alerts come.
        for (const wanted of asked) compare(wanted)
      }
      fc.assert(
        fc.property(range, filter, (given, narrowed) => compare({ ...given, ...narrowed })),
        { numRuns: 20, seed: seed + stage },
      )
    }
    expect(db.prepare('SELECT count(*) AS n FROM tally_pack').get()).not.toEqual({ n: 0 })
    purgeBefore(db, first + 11 * dayMs)
    fc.assert(
      fc.property(range, filter, (given, narrowed) => compare({ ...given, ...narrowed })),
      { numRuns: 25, seed },
    )
    // Prepared in slices it is the same.
    const searched = { from: at - 30 * dayMs, texts: ['gin'], not: { methods: ['HEAD'] } }
    await prepareSearch(db, searched, at)
    compare(searched)
    db.close()
  })
})
