import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { expect, test } from 'vitest'
import type { AlertDetail } from '../../contract/alert.ts'
import { createTraffic } from '../../engine/collectors/generator/index.ts'
import { Random } from '../../engine/collectors/generator/random.ts'
import { rebuild } from '../../engine/rebuild.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { SealedLogWriter } from '../../engine/sealed-log/writer.ts'
import { databaseFile, readDatabase } from '../../engine/store/database.ts'
import { newDir, type Started, startEngine } from '../engine/start-engine.ts'
import { extent, patience, sayExtent, seed } from './extent.ts'
import { liveAndDie } from './victim.ts'

const kills = extent(3, 20)
const frames = extent(300, 3_000)
const linesEach = 20
const days = 4
/** It dies once it has read enough; this only bounds a life. */
const longestLifeMs = 60_000
sayExtent(`${kills} kills`)

/** Seals what came over some days from two sources that only the frames name. */
async function sealDays(dataDir: string, keyring: Keyring, random: Random): Promise<void> {
  const writer = SealedLogWriter.open(join(dataDir, 'sealed'), keyring)
  const traffic = createTraffic(seed)
  const start = Date.UTC(2026, 10, 10, 20)
  const stepMs = (days * 86_400_000) / frames
  for (let i = 0; i < frames; i++) {
    const at = start + Math.floor(i * stepMs)
    const lines = Array.from({ length: linesEach }, (_, n) => traffic.next(at + n * 500).line)
    await writer.append({ v: 1, source: random.chance(0.7) ? 2 : 3, at }, lines)
  }
  await writer.close()
}

function linesIn(dataDir: string): number {
  const db = readDatabase(databaseFile(dataDir))
  const { n } = db.prepare<[], { n: number }>('SELECT sum(lines) AS n FROM source').get() ?? { n: 0 }
  db.close()
  return n
}

/** Every anomaly, with the lines grouped under it, but for what is this run's own: its number and its neighbours'. */
async function anomaliesOf({ router, alerts }: Started): Promise<Partial<AlertDetail>[]> {
  const details: Partial<AlertDetail>[] = []
  for (const { id } of await alerts({ types: ['anomaly'] })) {
    const { id: _, neighbours: __, ...detail } = await call(router.alerts.get, { id })
    details.push(detail)
  }
  return details
}

test(`an engine killed while it reads days of a sealed log keeps to the budget as if there had been no kill (seed ${seed})`, {
  timeout: patience,
}, async () => {
  const random = new Random(seed)
  const dir = newDir()
  const dataDir = join(dir, 'data')
  const keyFile = join(dir, 'key')
  const key = generateKey()
  const keyring = new Keyring([key])
  writeFileSync(keyFile, `${key}\n`, { mode: 0o600 })
  const first = await startEngine(dataDir, key)
  await call(first.router.settings.set, { anomalyBudget: 5, retentionDays: 3650 })
  await first.engine.close()
  await sealDays(dataDir, keyring, random)

  const killedAt: number[] = []
  for (let life = 1; life <= kills; life++) {
    const until = () => linesIn(dataDir) >= (frames * linesEach * (life - random.next())) / kills
    await liveAndDie({
      dataDir,
      keyFile,
      lifeMs: longestLifeMs,
      since: 'start',
      meanwhile: () => undefined,
      until,
    })
    killedAt.push(linesIn(dataDir))
  }
  const survived = await startEngine(dataDir, key)
  await survived.engine.idle()
  expect(survived.engine.status().counters.linesRead).toBe(frames * linesEach)
  const anomalies = await anomaliesOf(survived)
  const { sources } = await call(survived.router.anomalies.budget, undefined)
  await survived.engine.close()

  const grouped = anomalies.filter(({ grouped = 0 }) => grouped > 0)
  expect(grouped.length).toBeGreaterThan(1)
  expect(grouped[0]?.groupedLines?.examples.length).toBeGreaterThan(0)
  expect(anomalies.some(({ why }) => why?.includes('calibrated'))).toBe(true)
  expect(anomalies.length).toBeLessThanOrEqual((days + 1) * (5 + 1))

  await rebuild({ dataDir, keyring })
  const rebuilt = await startEngine(dataDir, key)
  expect(await anomaliesOf(rebuilt)).toEqual(anomalies)
  expect((await call(rebuilt.router.anomalies.budget, undefined)).sources).toEqual(sources)
  await rebuilt.engine.close()
  console.info(
    `Seed ${seed}: ${anomalies.length} anomaly alerts, ${grouped.length} of them groups; killed after ${killedAt.join(', ')} lines.`,
  )
  rmSync(dir, { recursive: true })
})
