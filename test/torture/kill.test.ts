import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { expect, test } from 'vitest'
import type { Alert } from '../../contract/alert.ts'
import type { Incident } from '../../contract/incident.ts'
import { Random } from '../../engine/collectors/generator/random.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { decodeFrame } from '../../engine/sealed-log/frame.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { SealedLogReader, SegmentPosition, segmentName } from '../../engine/sealed-log/segments.ts'
import { newDir, type Started, startEngine, until } from '../engine/start-engine.ts'
import { extent, patience, sayExtent, seed } from './extent.ts'
import { liveAndDie, PouringLog } from './victim.ts'

/** Rounds of their own, as the windows of the detectors go back over a bounded number of lines. */
const rounds = extent(1, 20)
const killsEach = extent(6, 10)
const longestLifeMs = 1_000
/** A round stays below what is recalled after a restart. */
const linesEach = extent(2_400, 15_000)
sayExtent(`${rounds * killsEach} kills`)

/** Thresholds are calibrated by the hour of arrival, and the two runs have their own; see anomaly-kill.test.ts. */
const oneThreshold = { anomalyThreshold: 0.66 }

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Everything the list shows of every alert but what is this run's own: its number and its arrival. */
async function alertsOf({ router }: Started): Promise<string[]> {
  const alerts: Alert[] = []
  for (let cursor: { time: number; id: number } | null | undefined; cursor !== null; ) {
    const page = await call(router.alerts.list, { filter: {}, limit: 500, ...(cursor && { cursor }) })
    alerts.push(...page.alerts)
    cursor = page.next
  }
  return alerts.map(({ id: _, arrival: __, ...alert }) => JSON.stringify(alert)).sort(byText)
}

/** Incidents, with the same left out; together they account for every alert. */
async function incidentsOf({ router }: Started, alerts: number): Promise<string[]> {
  const incidents: Incident[] = []
  for (let cursor: { key: number; id: number } | null | undefined; cursor !== null; ) {
    const page = await call(router.incidents.list, { filter: {}, limit: 500, ...(cursor && { cursor }) })
    incidents.push(...page.incidents)
    cursor = page.next
  }
  expect(incidents.reduce((sum, { count }) => sum + count, 0)).toBe(alerts)
  return incidents.map(({ id: _, ...incident }) => JSON.stringify(incident)).sort(byText)
}

async function readToEnd(engine: Started, lines: number): Promise<void> {
  const linesRead = () => engine.engine.status().counters.linesRead
  await until(() => linesRead() >= lines, `${lines} lines read`)
  await engine.engine.idle()
}

/** Every line that lies in the sealed log, in its order. */
async function sealedLines(dataDir: string, key: string): Promise<string[]> {
  const reader = new SealedLogReader(join(dataDir, 'sealed'))
  const keyring = new Keyring([key])
  const lines: string[] = []
  for (;;) {
    const read = await reader.read(1024 * 1024)
    if (read.lines.length === 0) break
    for (const { text } of read.lines)
      lines.push(...decodeFrame(keyring.open(text.toString()).toString()).lines)
  }
  await reader.close()
  return lines
}

/** Reads `log` from its beginning to its end without a disturbance. */
async function undisturbed(dataDir: string, log: PouringLog) {
  const started = await startEngine(dataDir)
  writeFileSync(log.path, `${log.lines.join('\n')}\n`)
  await call(started.router.settings.set, oneThreshold)
  await call(started.router.sources.add, { path: log.path, kind: 'plain' })
  await readToEnd(started, log.lines.length)
  const alerts = await alertsOf(started)
  const incidents = await incidentsOf(started, started.engine.status().counters.alerts)
  await started.engine.close()
  return { alerts, incidents }
}

test.each(Array.from({ length: rounds }, (_, round) => seed + round))(
  'an engine killed again and again while lines pour in accounts for every line exactly once (seed %i)',
  { timeout: patience },
  async (roundSeed) => {
    const random = new Random(roundSeed)
    const dir = newDir()
    const dataDir = join(dir, 'data')
    const keyFile = join(dir, 'key')
    const key = generateKey()
    writeFileSync(keyFile, `${key}\n`, { mode: 0o600 })
    const log = new PouringLog(dir, roundSeed)
    const first = await startEngine(dataDir, key)
    await call(first.router.settings.set, oneThreshold)
    await call(first.router.sources.add, { path: log.path, kind: 'plain' })
    log.pour(50)
    log.finish()
    await until(() => first.engine.status().counters.linesRead > 0, 'its first lines read')
    await first.engine.close()

    for (let life = 1; life <= killsEach; life++) {
      await liveAndDie({
        dataDir,
        keyFile,
        lifeMs: random.int(0, longestLifeMs),
        since: random.chance(0.25) ? 'start' : 'serving',
        meanwhile: () => {
          if (log.lines.length < (linesEach * life) / killsEach) log.pour(random.int(0, 12))
        },
      })
      if (random.chance(0.3)) log.rotate()
    }
    log.finish()

    const last = await startEngine(dataDir, key)
    await readToEnd(last, log.lines.length)
    const { db } = last.engine
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(last.engine.status()).toMatchObject({
      counters: { linesRead: log.lines.length, tokensFailed: 0 },
      problems: [],
    })
    const stored = db
      .prepare<[], { value: string }>("SELECT value FROM position WHERE input = 'own-log'")
      .get()
    const { segment, file } = SegmentPosition.parse(JSON.parse(stored?.value ?? ''))
    const survived = await alertsOf(last)
    const incidents = await incidentsOf(last, last.engine.status().counters.alerts)
    await last.engine.close()
    expect(await sealedLines(dataDir, key), 'what is sealed').toEqual(log.lines)
    expect(file?.offset).toBe(statSync(join(dataDir, 'sealed', segmentName(segment))).size)

    const { alerts: expected, incidents: grouped } = await undisturbed(join(dir, 'undisturbed'), log)
    const count = `${log.lines.length} lines, ${expected.length} alerts`
    expect(
      survived.filter((alert) => !expected.includes(alert)),
      `alerts too many, ${count}`,
    ).toEqual([])
    expect(survived, count).toHaveLength(expected.length)
    expect(incidents, 'incidents').toEqual(grouped)
    console.info(`Seed ${roundSeed}: ${killsEach} kills, ${count}, none lost or doubled.`)
    rmSync(dir, { recursive: true })
  },
)
