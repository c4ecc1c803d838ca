import { mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { trafficOf } from '../../engine/models/retained-traffic.ts'
import { readRequests } from '../../engine/models/worker/requests.ts'
import { Highest, Sample } from '../../engine/models/worker/sample.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import { append, linesOf, type Site, startSite } from './model-traffic.ts'
import { accessLine, until } from './start-engine.ts'

const own = linesOf('normal', 300, 1)
const foreign = linesOf('normal', 400, 2)
const foreignKey = generateKey()
let site: Site
let sealedId: number
let demoId: number

beforeAll(async () => {
  site = await startSite(own)
  const { router, engine, dataDir } = site
  const keyring = new Keyring([foreignKey])
  const path = join(dataDir, '..', 'foreign.log')
  const write = (lines: readonly string[]) =>
    writeFileSync(path, lines.map((line) => `${keyring.seal(line)}\n`).join(''))
  // Two files were rotated away, the older one first; the last file of all goes on.
  write(foreign.slice(0, 100))
  renameSync(path, `${path}.2`)
  utimesSync(`${path}.2`, 1, 1)
  write(foreign.slice(100, 200))
  renameSync(path, `${path}.1`)
  write(foreign.slice(200))
  const source = { path, kind: 'sealed', name: 'foreign', key: foreignKey } as const
  sealedId = (await call(router.sources.add, source)).id
  demoId = engine.sources.list().find(({ kind }) => kind === 'demo')?.id ?? 0
  await until(() => engine.status().counters.linesRead === 500, 'both sources read')
})
afterAll(() => site.engine.close())

function traffic(choice: Parameters<typeof trafficOf>[1] = {}) {
  const { engine, key, dataDir } = site
  const [keyring, sources] = [new Keyring([key]), new SourceStore(engine.db)]
  return trafficOf({ db: engine.db, keyring, sources, sealedDir: join(dataDir, 'sealed') }, choice)
}

async function read(choice?: Parameters<typeof trafficOf>[1]) {
  const found: { sourceId: number; raw: string; time: number }[] = []
  const soFar = await readRequests(traffic(choice), {
    visit: ({ sourceId, raw, event }) => found.push({ sourceId, raw, time: event.time }),
  })
  return { found, soFar, of: (id: number) => found.filter(({ sourceId }) => sourceId === id) }
}
const known = (lines: readonly string[], found: readonly { raw: string }[]) =>
  lines.filter((line) => found.some(({ raw }) => raw === line)).length

describe('the retained traffic', () => {
  it('is the own log and foreign sealed files, rotated ones as well', async () => {
    const { of, soFar } = await read()
    expect(soFar).toMatchObject({ share: 1, lines: 700 })
    expect(soFar.requests).toBe(of(site.sourceId).length + of(sealedId).length)
    // A few lines are logins.
    expect(known(own, of(site.sourceId))).toBeGreaterThan(250)
    expect(known(foreign.slice(0, 100), of(sealedId))).toBeGreaterThan(80)
    expect(known(foreign.slice(100, 200), of(sealedId))).toBeGreaterThan(80)
    expect(known(foreign.slice(200), of(sealedId))).toBeGreaterThan(160)
  })

  it('is of the chosen period and sources alone, the demo being none unless it is chosen', async () => {
    const { found } = await read()
    const times = found.map(({ time }) => time).sort((a, b) => a - b)
    const [from = 0, to = 0] = [times[100], times[200]]
    const part = await read({ from, to })
    expect(part.soFar.requests).toBe(times.filter((time) => time >= from && time < to).length)
    expect((await read({ sourceIds: [sealedId] })).of(site.sourceId)).toEqual([])
    expect(traffic().sources.map(({ id }) => id)).toEqual([site.sourceId, sealedId])
    expect(traffic({ sourceIds: [demoId] }).sources.map(({ id }) => id)).toEqual([demoId])
  })

  it('leaves out lines with a signature in them, and all of an address found by frequency that day', async () => {
    const before = (await read()).soFar
    const logins = Array.from({ length: 12 }, (_, i) =>
      accessLine('/login', i, '198.51.100.7').replace('"GET ', '"POST ').replace('" 200 ', '" 401 '),
    )
    const lines = [
      accessLine('/p?id=1+union+select+a,b+from+users', 20, '198.51.100.8'),
      accessLine('/quiet', 30, '198.51.100.8'),
      ...logins,
      accessLine('/quiet', 40, '198.51.100.7'),
    ]
    await append(site, lines)
    const { found, soFar } = await read()
    expect(soFar.leftOut - before.leftOut).toBe(14)
    expect(soFar.requests - before.requests).toBe(1)
    expect(known(lines, found)).toBe(1)
  })

  it('is told of while it is read, and what is not wanted is not opened', async () => {
    const shares: number[] = []
    const tokens = new Set<number>()
    const soFar = await readRequests(traffic(), {
      visit: ({ token }) => tokens.add(token),
      isWanted: (token) => token % 2 === 0,
      onRead: ({ share }) => {
        shares.push(share)
      },
    })
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    expect([...tokens].every((token) => token % 2 === 0)).toBe(true)
    expect(soFar.lines).toBeLessThan(700)
  })

  it('is nothing where nothing is sealed, and no fault', async () => {
    mkdirSync(join(site.dataDir, 'empty'))
    const none = { ...traffic(), sealedDir: join(site.dataDir, 'empty'), files: [] }
    expect(await readRequests(none, { visit: () => undefined })).toMatchObject({ requests: 0, share: 1 })
  })
})

describe('a sample of requests', () => {
  it('thins itself evenly by the place of their tokens', () => {
    const sample = new Sample<{ token: number }>(100)
    for (let token = 0; token < 1_000; token++) sample.add({ token })
    expect(sample.stride).toBe(16)
    expect(sample.kept.map(({ token }) => token)).toEqual(Array.from({ length: 63 }, (_, i) => 16 * i))
  })
  it('is bounded where one token holds more than it may have', () => {
    const sample = new Sample<{ token: number }>(100)
    for (let i = 0; i < 5_000; i++) sample.add({ token: 0 })
    expect(sample.kept).toHaveLength(100)
    expect(sample.stride).toBe(1)
    for (let token = 1; token < 10; token++) sample.add({ token })
    expect(sample.stride).toBeLessThanOrEqual(16)
  })
  it('has the highest scores beside it', () => {
    const highest = new Highest<{ score: number }>(3)
    for (const score of [5, 1, 9, 2, 8, 7, 3, 6, 4, 0]) if (highest.takes(score)) highest.add({ score })
    expect(highest.sorted().map(({ score }) => score)).toEqual([9, 8, 7])
  })
})
