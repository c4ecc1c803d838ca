import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SettingsChange } from '../../contract/settings.ts'
import { accessLine, newDir, type Started, startEngine, until } from './start-engine.ts'

const from = Date.UTC(2026, 10, 21, 8)
const to = from + 12 * 3_600_000
let started: Started

beforeAll(async () => {
  const dir = newDir()
  const log = join(dir, 'access.log')
  const lines = Array.from({ length: 300 }, (_, i) => {
    const seconds = i * 120
    const ip = i % 3 === 0 ? '8.8.8.8' : i % 3 === 1 ? '81.2.69.142' : '10.0.0.7'
    return accessLine(
      i % 2 === 0 ? `/p?id=${i}+union+select+1,2` : `/f?file=../../../etc/passwd&n=${i}`,
      seconds,
      ip,
    )
  })
  writeFileSync(log, `${lines.join('\n')}\n`)
  started = await startEngine(join(dir, 'data'))
  await call(started.router.sources.add, { path: log, kind: 'plain' })
  await until(() => started.engine.status().counters.linesRead === 300, 'all lines read')
  await started.engine.idle()
})
afterAll(() => started.engine.close())

describe('the overview', () => {
  it.each([
    ['the whole day', from, to],
    ['whole hours', from + 3_600_000, from + 4 * 3_600_000],
    ['parts of hours', from + 17 * 60_000, from + 5 * 3_600_000 + 43 * 60_000],
    ['less than an hour', from + 5 * 60_000, from + 35 * 60_000],
  ])('counts from the rollups what the list counts one by one: %s', async (_what, start, end) => {
    const filter = { from: start, to: end }
    const overview = await call(started.router.overview, filter)
    const page = await call(started.router.alerts.list, { filter, limit: 500 })
    expect(overview.stats.alerts.value).toBe(page.total)
    expect(overview.stats.uniqueSources.value).toBe(new Set(page.alerts.map((a) => a.sourceIp)).size)
    for (const { key, count } of overview.types)
      expect(page.alerts.filter((a) => a.type === key)).toHaveLength(count)
    for (const { ip, count } of overview.addresses)
      expect(page.alerts.filter((a) => a.sourceIp === ip)).toHaveLength(count)
    for (const { code, count } of overview.countries)
      expect(page.alerts.filter((a) => a.place.countryCode === code)).toHaveLength(count)
  })
  it('compares with the period before', async () => {
    const overview = await call(started.router.overview, { from: from + 3_600_000, to: from + 2 * 3_600_000 })
    const before = await call(started.router.alerts.list, { filter: { from, to: from + 3_600_000 } })
    expect(overview.stats.alerts.before).toBe(before.total)
  })
})

describe('the list', () => {
  it('is paged without gaps or repeats, newest first', async () => {
    const all: number[] = []
    let cursor: { time: number; id: number } | undefined
    do {
      const page = await call(started.router.alerts.list, {
        filter: {},
        limit: 37,
        ...(cursor && { cursor }),
      })
      all.push(...page.alerts.map(({ id }) => id))
      cursor = page.next ?? undefined
    } while (cursor)
    const once = (await started.alerts()).map(({ id }) => id)
    expect(all).toEqual(once)
    expect(new Set(all).size).toBe(all.length)
  })
  it('is narrowed by type, severity, text, address and country', async () => {
    const types = new Set((await started.alerts({ types: ['path-traversal'] })).map(({ type }) => type))
    expect([...types]).toEqual(['path-traversal'])
    expect(await started.alerts({ severities: ['info'] })).toEqual([])
    expect((await started.alerts({ sourceIps: ['8.8.8.8'] })).every((a) => a.sourceIp === '8.8.8.8')).toBe(
      true,
    )
    expect((await started.alerts({ countries: ['US'] })).every((a) => a.place.countryCode === 'US')).toBe(
      true,
    )
    expect((await started.alerts({ texts: ['union'] })).every((a) => a.signature.includes('union'))).toBe(
      true,
    )
    expect(await started.alerts({ texts: ["%' OR 1=1 --"] })).toEqual([])
  })
})

describe('the map', () => {
  it('draws what has a place and counts what has none', async () => {
    const map = await call(started.router.map, { from, to })
    const drawn = map.points.reduce((sum, { count }) => sum + count, 0)
    const all = await started.alerts({ from, to })
    expect(map.notOnMap.private).toBe(all.filter((a) => a.sourceIp === '10.0.0.7').length)
    expect(drawn + map.notOnMap.private + map.notOnMap.unknown).toBe(all.length)
    expect(map.points.some(({ latitude, longitude }) => latitude === 0 && longitude === 0)).toBe(false)
  })
})

describe('an alert', () => {
  it('is opened with its line, the matched span and the way it was decoded', async () => {
    const [alert] = await started.alerts({ types: ['sql-injection'] })
    const detail = await call(started.router.alerts.get, { id: alert?.id ?? 0 })
    const [start, end] = detail.evidence[0]?.rawSpan ?? [0, 0]
    expect(detail.raw.slice(start, end).replaceAll('+', ' ')).toMatch(/union select/)
    const [evidence] = detail.evidence
    expect(evidence?.decoding.map(({ step }) => step)).toEqual(['as logged', 'plus signs'])
    const [from, until] = evidence?.decodedSpan ?? [0, 0]
    expect(evidence?.decoding.at(-1)?.text.slice(from, until)).toMatch(/^.*union select/)
    expect(detail.neighbours.length).toBeGreaterThan(0)
  })
  it('that is gone is told so', async () => {
    await expect(call(started.router.alerts.get, { id: 999_999 })).rejects.toThrow(/There is no alert 999999/)
  })
})

describe('the demo', () => {
  it('brings alerts that can be told apart and removed again', async () => {
    const before = (await call(started.router.status, undefined)).counters.alerts
    await call(started.router.generator.start, { rate: 500, seed: 3 })
    await until(async () => (await call(started.router.status, undefined)).demoAlerts > 20, 'demo alerts')
    await call(started.router.generator.stop, undefined)
    await started.engine.idle()
    expect((await started.alerts()).filter(({ demo }) => demo).length).toBeGreaterThan(20)
    const { removed } = await call(started.router.generator.clear, undefined)
    expect(removed).toBeGreaterThan(20)
    expect((await call(started.router.status, undefined)).counters.alerts).toBe(before)
    expect((await started.alerts()).some(({ demo }) => demo)).toBe(false)
  })
})

const unset = { blockList: [], allowList: [], anomalyThreshold: null, notifyCritical: true }

describe('settings', () => {
  it('are validated, stored, and never show the key again', async () => {
    await expect(call(started.router.settings.set, { blockList: ['nonsense'] })).rejects.toThrow(
      /'nonsense' is not an address/,
    )
    await expect(call(started.router.settings.set, { geoDatabasePath: '/no/such.mmdb' })).rejects.toThrow(
      /cannot be read/,
    )
    const view = await call(started.router.settings.set, { retentionDays: 7, abuseIpDbKey: 'secret-key' })
    expect(view).toMatchObject({ retentionDays: 7, abuseIpDbKeySet: true, abuseIpDbEnabled: false })
    expect(JSON.stringify(await call(started.router.settings.get, undefined))).not.toContain('secret-key')
  })
  it('that a change leaves out stay as they are', async () => {
    const lists = { blockList: ['203.0.113.0/24'], allowList: ['198.51.100.7'], anomalyThreshold: 0.9 }
    await call(started.router.settings.set, { ...lists, notifyCritical: false })
    const home = { latitude: 52.5, longitude: 13.4, name: 'Berlin' }
    const view = await call(started.router.settings.set, { home })
    expect(view).toMatchObject({ ...lists, notifyCritical: false, retentionDays: 7, home })
    expect(await call(started.router.settings.set, { home: null, ...unset })).toMatchObject({ home: null })
  })
  it.each([
    ['a latitude beyond the pole', { home: { latitude: 91, longitude: 0 } }],
    ['a threshold above 1', { anomalyThreshold: 1.1 }],
    ['no day of retention', { retentionDays: 0 }],
  ])('with %s are refused', async (_what, change) => {
    await expect(call(started.router.settings.set, change)).rejects.toThrow()
  })
  it('turn lookups on with a key only, and off as it is removed', async () => {
    const set = (change: SettingsChange) => call(started.router.settings.set, change)
    await set({ abuseIpDbKey: '' })
    await expect(set({ abuseIpDbEnabled: true })).rejects.toThrow(/AbuseIPDB answers only with a key/)
    expect(await set({ abuseIpDbKey: 'secret-key', abuseIpDbEnabled: true })).toMatchObject({
      abuseIpDbEnabled: true,
      abuseIpDbKeySet: true,
    })
    expect(await set({ abuseIpDbKey: '' })).toMatchObject({ abuseIpDbEnabled: false, abuseIpDbKeySet: false })
  })
  it('name the folder of the data and the number of keys, and no key', async () => {
    const view = await call(started.router.settings.get, undefined)
    expect(view).toMatchObject({ dataDir: started.dataDir, keys: 1 })
    expect(JSON.stringify(view)).not.toContain(started.key)
  })
  it('decide when old alerts leave', async () => {
    expect(await started.engine.purge(to + 7 * 86_400_000 + 3_600_000)).toBeGreaterThan(0)
    expect(await started.alerts()).toEqual([])
    expect((await call(started.router.overview, {})).stats.alerts.value).toBe(0)
  })
})
