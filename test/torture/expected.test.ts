import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { expect, test } from 'vitest'
import { Random } from '../../engine/collectors/generator/random.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { newDir, type Started, startEngine, until } from '../engine/start-engine.ts'
import { extent, patience, sayExtent, seed } from './extent.ts'
import { liveAndDie, PouringLog } from './victim.ts'

const kills = extent(5, 40)
const linesAfter = extent(1_500, 15_000)
sayExtent(`${kills} kills`)

async function readToEnd({ engine }: Started, lines: number): Promise<void> {
  await until(() => engine.status().counters.linesRead >= lines, `${lines} lines read`)
  await engine.idle()
}

/** What expectations held, and what was reported all the same: nothing of it may depend on when the engine was killed. */
async function outcome({ engine, router }: Started) {
  const expectations = await call(router.anomalies.expectations, undefined)
  const anomalies = engine.db
    .prepare<[], { alerts: number; lines: number }>(
      "SELECT count(*) AS alerts, sum(count) AS lines FROM alert WHERE type = 'anomaly'",
    )
    .get()
  return { held: expectations.map(({ id, held }) => ({ id, held })), anomalies }
}

test('what expectations held is counted exactly, however often the engine is killed', {
  timeout: patience,
}, async () => {
  const random = new Random(seed)
  const dir = newDir()
  const [dataDir, twin, keyFile] = [join(dir, 'data'), join(dir, 'twin'), join(dir, 'key')]
  const key = generateKey()
  writeFileSync(keyFile, `${key}\n`, { mode: 0o600 })
  const log = new PouringLog(dir, seed)
  const first = await startEngine(dataDir, key)
  await call(first.router.settings.set, { anomalyThreshold: 0.4, anomalyBudget: 10_000 })
  await call(first.router.sources.add, { path: log.path, kind: 'plain' })
  log.pour(400)
  log.finish()
  await readToEnd(first, log.lines.length)
  for (const { id } of (await first.alerts({ types: ['anomaly'] })).slice(0, 12)) {
    await call(first.router.anomalies.expect, { alertId: id, width: 'wide' })
  }
  await first.engine.close()
  cpSync(dataDir, twin, { recursive: true })

  const before = log.lines.length
  for (let life = 1; life <= kills; life++) {
    await liveAndDie({
      dataDir,
      keyFile,
      lifeMs: random.int(0, 1_000),
      since: random.chance(0.25) ? 'start' : 'serving',
      meanwhile: () => {
        if (log.lines.length - before < (linesAfter * life) / kills) log.pour(random.int(0, 12))
      },
    })
  }
  log.finish()
  const survived = await startEngine(dataDir, key)
  await readToEnd(survived, log.lines.length)
  const seen = await outcome(survived)
  await survived.engine.close()

  const undisturbed = await startEngine(twin, key)
  await readToEnd(undisturbed, log.lines.length)
  expect(seen).toEqual(await outcome(undisturbed))
  await undisturbed.engine.close()
  const held = seen.held.reduce((sum, one) => sum + one.held, 0)
  expect(held).toBeGreaterThan(0)
  console.info(`${kills} kills, ${log.lines.length} lines, ${held} held, none lost or doubled.`)
  rmSync(dir, { recursive: true })
})
