import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { AddSource } from '../../contract/engine-status.ts'
import { Engine } from '../../engine/index.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { isSilent } from '../../engine/source-activity.ts'
import { emptyDelta } from '../../engine/store/batch.ts'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import { openDatabase } from '../../engine/store/database.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import { accessLine, newDir, type Started, startEngine, until } from './start-engine.ts'

const minuteMs = 60_000
let started: Started
let log: string
beforeAll(async () => {
  const dir = newDir()
  log = join(dir, 'access.log')
  const lines = Array.from({ length: 60 }, (_, i) => accessLine(`/page/${i}`, i * 120))
  writeFileSync(log, `${lines.join('\n')}\nno line of any format\n`)
  started = await startEngine(join(dir, 'data'))
  await call(started.router.sources.add, { path: log, kind: 'plain', name: 'my site' })
  await until(() => started.engine.status().counters.linesRead === 61, 'all lines read')
})
afterAll(() => started.engine.close())
afterEach(() => vi.useRealTimers())

const mySite = async () => {
  const source = (await call(started.router.sources.list, undefined)).find(({ name }) => name === 'my site')
  if (!source) throw new Error('The source is gone.')
  return source
}

describe('a source', () => {
  it('tells its rate, its usual gap, what lies in quarantine, and that all is read', async () => {
    const source = await mySite()
    // 61 lines within the minute that has just begun.
    expect(source.rate).toBeCloseTo(61 / 60, 0)
    expect(source).toMatchObject({ quarantined: 1, silent: false, keySet: false })
    expect(source.lag).toEqual({ bytes: 0, seconds: 0 })
    expect(source.usualGapMs).toBeGreaterThan(0)
  })
  it('has a quarantine of its own to look at', async () => {
    const { id } = await mySite()
    const entries = await call(started.router.sources.quarantine, { sourceId: id })
    expect(entries).toMatchObject([
      { sourceId: id, sourceName: 'my site', reason: 'its format is not known' },
    ])
    expect(await call(started.router.sources.quarantine, { sourceId: id + 1 })).toEqual([])
  })
  it('from which nothing comes for longer than usual is silent, until something does', async () => {
    const { usualGapMs = 0 } = await mySite()
    const until20Gaps = Math.max(5 * minuteMs, 20 * usualGapMs)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + until20Gaps - minuteMs })
    expect((await mySite()).silent).toBe(false)
    expect((await call(started.router.status, undefined)).silentSources).toBe(0)
    vi.setSystemTime(Date.now() + 2 * minuteMs)
    expect((await mySite()).silent).toBe(true)
    expect((await call(started.router.status, undefined)).silentSources).toBe(1)
    appendFileSync(log, `${accessLine('/again', 7300)}\n`)
    await until(() => started.engine.status().counters.linesRead === 62, 'the line is read')
    expect((await mySite()).silent).toBe(false)
  })
  it('that is switched off is not silent', async () => {
    const { id } = await mySite()
    await call(started.router.sources.setEnabled, { id, enabled: false })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000_000 })
    expect((await mySite()).silent).toBe(false)
    expect((await call(started.router.status, undefined)).silentSources).toBe(0)
    vi.useRealTimers()
    await call(started.router.sources.setEnabled, { id, enabled: true })
  })
  it('with a key of its own says that it has one, and never which', async () => {
    const key = generateKey()
    const path = join(newDir(), 'foreign.log')
    writeFileSync(path, `${new Keyring([key]).seal(accessLine('/sealed', 0))}\n`)
    const added = await call(started.router.sources.add, { path, kind: 'sealed', key })
    expect(added.keySet).toBe(true)
    await until(async () => started.engine.sources.get(added.id).lines === 1, 'the token is read')
    const all = await call(started.router.sources.list, undefined)
    expect(JSON.stringify(all)).not.toContain(key)
    expect(all.find(({ id }) => id === added.id)?.lag).toEqual({ bytes: 0, seconds: 0 })
  })
  it('whose lines are not all analysed is behind by their bytes, and by the age of the last line read', async () => {
    const { id, size } = await mySite()
    const position = started.engine.db
      .prepare<[string], string>('SELECT value FROM position WHERE input = ?')
      .pluck()
    const store = started.engine.db.prepare('UPDATE position SET value = ? WHERE input = ?')
    const name = `plain:${id}`
    const committed = position.get(name) ?? ''
    store.run(JSON.stringify({ ...JSON.parse(committed), offset: size - 1000 }), name)
    const { lag, lastEventAt = 0, silent } = await mySite()
    expect(lag.bytes).toBe(1000)
    expect(Math.abs((lag.seconds ?? 0) - Math.max(0, Date.now() - lastEventAt) / 1000)).toBeLessThan(5)
    expect(silent).toBe(false)
    store.run(committed, name)
  })
})

describe('a source that is added while the engine is still starting', () => {
  it('is read once, not by two collectors', async () => {
    const dir = newDir()
    const file = join(dir, 'early.log')
    writeFileSync(file, Array.from({ length: 50 }, (_, i) => `${accessLine(`/early/${i}`, i)}\n`).join(''))
    const engine = await Engine.open({ dataDir: join(dir, 'data'), keyring: new Keyring([generateKey()]) })
    engine.sources.add(AddSource.parse({ path: file, kind: 'plain', from: 'beginning' }))
    await until(() => engine.status().counters.linesRead >= 50, 'its lines are read')
    appendFileSync(file, `${accessLine('/late', 60)}\n`)
    await until(() => engine.status().counters.linesRead >= 51, 'the late line is read')
    await engine.idle()
    expect(engine.status().counters.linesRead).toBe(51)
    await engine.close()
  })
})

describe('the usual gap between lines', () => {
  const at = Date.UTC(2026, 10, 21, 9)
  /** Batches of lines at these minutes, read at `arrival`; answers the gap in minutes. */
  function gapAfter(batches: readonly (readonly number[])[], arrival = at + 365 * 86_400_000) {
    const db = openDatabase(':memory:')
    const sources = new SourceStore(db)
    const { id } = sources.add({ path: '/a', kind: 'plain', name: 'a', from: 'beginning' }, undefined)
    const write = createBatchWriter(db)
    for (const minutes of batches) {
      const times = minutes.map((minute) => at + minute * minuteMs)
      const delta = {
        ...emptyDelta(),
        lines: times.length,
        lastLineAt: arrival,
        times: { first: Math.min(...times), last: Math.max(...times) },
      }
      write({ alerts: [], quarantine: [], sources: new Map([[id, delta]]), positions: new Map() })
    }
    const gap = sources.get(id)?.usualGapMs
    return gap === undefined ? undefined : gap / minuteMs
  }
  const every = (step: number, count: number, from = 0) =>
    Array.from({ length: count }, (_, i) => from + i * step)

  it.each([
    ['of a single line is not known', [[0]], undefined],
    ['is that of the times in the lines, however fast they were read', [every(10, 500)], 10],
    ['is the same when they are read in pieces', [every(10, 100), every(10, 400, 1000)], 10],
    ['is the same when they are read one by one', every(10, 40).map((minute) => [minute]), 10],
    ['follows when lines come more often', [every(10, 100), every(1, 2000, 1000)], 1],
    ['counts a pause of months as one of a day', [[0, 0], [200_000]], 22.5],
    ['is not made smaller by lines that come late', [every(10, 100), [0]], 9.84375],
  ])('%s', (_what, batches, minutes) => {
    const gap = gapAfter(batches)
    if (minutes === undefined) expect(gap).toBeUndefined()
    else expect(gap).toBeCloseTo(minutes, 1)
  })
  it('is not spoilt by a line from the future', () => {
    const batches = [every(10, 100), [1_000_000_000], every(10, 1000, 1000)]
    expect(gapAfter(batches, at + 1000 * minuteMs)).toBeLessThan(11)
  })
})

describe('silence', () => {
  const now = Date.UTC(2026, 10, 21, 9)
  it.each([
    ['begins after 5 minutes where lines come often', 1000, 6, 60, true],
    ['does not begin before', 1000, 4, 60, false],
    ['begins after 20 usual gaps where they are rare', 10 * minuteMs, 201, 9999, true],
    ['does not begin within them', 10 * minuteMs, 199, 9999, false],
    ['is not said before it was listened for so long', 1000, 600, 4, false],
  ])('%s', (_what, usualGapMs, minutesAgo, readForMinutes, silent) => {
    const lastLineAt = now - minutesAgo * minuteMs
    expect(isSilent({ lastLineAt, usualGapMs }, now - readForMinutes * minuteMs, now)).toBe(silent)
  })
  it('is never said of what brought no line yet', () => {
    expect(isSilent({ lastLineAt: undefined, usualGapMs: undefined }, 0, now)).toBe(false)
  })
})
