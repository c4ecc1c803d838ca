import {
  closeSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import type { Alert } from '../../contract/alert.ts'
import { Engine } from '../../engine/index.ts'
import { rebuild } from '../../engine/rebuild.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { accessLine, newDir, startEngine, until } from './start-engine.ts'

const pageBytes = 4096

/** An engine's folder with 300 attacks of many kinds, and the alerts they gave. */
async function filledFolder() {
  const dir = newDir()
  const log = join(dir, 'access.log')
  const lines = Array.from({ length: 300 }, (_, i) =>
    accessLine(i % 3 === 0 ? `/p?id=${i}+union+select+1,2` : `/f?file=../../../etc/passwd&n=${i}`, i * 7),
  )
  writeFileSync(log, `${lines.join('\n')}\n`)
  const started = await startEngine(join(dir, 'data'))
  await call(started.router.sources.add, { path: log, kind: 'plain', name: 'my site' })
  await call(started.router.settings.set, { retentionDays: 3650 })
  await until(() => started.engine.status().counters.linesRead === 300, 'all lines read')
  const alerts = await started.alerts()
  const hits = await call(started.router.rules.hits, {})
  const { dataDir, key } = started
  const { counters } = started.engine.status()
  await started.engine.close()
  return {
    dataDir,
    file: join(dataDir, 'vedette.db'),
    keyring: new Keyring([key]),
    key,
    alerts,
    hits,
    counters,
  }
}

/** Overwrites bytes in the middle of pages, as a failing disk does. */
function overwrite(file: string, pages: readonly number[]): void {
  const handle = openSync(file, 'r+')
  for (const page of pages)
    writeSync(handle, Buffer.alloc(pageBytes - 200, 0xa5), 0, pageBytes - 200, page * pageBytes)
  closeSync(handle)
}

const withoutIds = (alerts: readonly Alert[]) => alerts.map(({ id: _, ...alert }) => alert)

describe('a damaged database', () => {
  it.each<[string, (file: string) => void, boolean]>([
    ['in its middle', (file) => overwrite(file, range(60, statSync(file).size / pageBytes)), true],
    ['in its header', (file) => overwrite(file, [0]), false],
    ['by being cut short', (file) => truncateSync(file, 3 * pageBytes + 100), false],
  ])(
    '%s is told at the start, set aside and rebuilt with the same alerts',
    async (_what, damage, isReadable) => {
      const { dataDir, file, keyring, key, alerts, hits, counters } = await filledFolder()
      damage(file)
      const sentence =
        /The database .*vedette.db is damaged: stop Vedette and run `vedette rebuild --data-dir/
      await expect(Engine.open({ dataDir, keyring })).rejects.toThrow(sentence)

      const rebuilt = await rebuild({ dataDir, keyring })
      expect(rebuilt).toMatchObject({ lines: 300, alerts: counters.alerts })
      expect(rebuilt.losses.length > 0).toBe(!isReadable)
      expect(
        readdirSync(dataDir).filter((name) => /^vedette\.db\.damaged-[\dTZ-]+$/.test(name)),
      ).toHaveLength(1)

      const again = await startEngine(dataDir, key)
      const named = (list: readonly Alert[]) =>
        withoutIds(list).map((alert) => (isReadable ? alert : { ...alert, sourceName: '' }))
      expect(named(await again.alerts())).toEqual(named(alerts))
      expect(again.engine.status().counters).toMatchObject({
        alerts: counters.alerts,
        linesParsed: counters.linesParsed,
      })
      expect(again.engine.preferences.view().retentionDays).toBe(isReadable ? 3650 : 30)
      expect(await call(again.router.rules.hits, {})).toEqual(hits)
      expect(again.engine.db.pragma('integrity_check', { simple: true })).toBe('ok')
      await again.engine.close()
    },
  )
})

describe('rebuilding', () => {
  it('a folder whose database is gone altogether works as well', async () => {
    const { dataDir, file, keyring, counters } = await filledFolder()
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
    expect(await rebuild({ dataDir, keyring })).toEqual({ lines: 300, alerts: counters.alerts, losses: [] })
  })

  it('is refused while an engine works on it, and where there is nothing', async () => {
    const { engine, dataDir, key } = await startEngine()
    const keyring = new Keyring([key])
    await expect(rebuild({ dataDir, keyring })).rejects.toThrow(/Another Vedette is using the data folder/)
    await engine.close()
    await expect(rebuild({ dataDir: join(dataDir, 'none'), keyring })).rejects.toThrow(
      /There is no Vedette in/,
    )
  })

  it('does not bring removed demo data back', async () => {
    const { engine, router, dataDir, key } = await startEngine()
    await call(router.generator.start, { rate: 500, seed: 3 })
    await until(() => engine.status().demoAlerts > 5, 'demo alerts')
    await call(router.generator.clear, undefined)
    await engine.close()
    expect((await rebuild({ dataDir, keyring: new Keyring([key]) })).alerts).toBe(0)
  })
})

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.floor(to) - from }, (_, i) => from + i)
