import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { expect, test } from 'vitest'
import { Incident } from '../../contract/incident.ts'
import { accessLine, newDir, startEngine, until } from '../engine/start-engine.ts'
import { vedette } from './run.ts'

test('vedette incidents lists them while an engine works, by state, for people and for programs', async () => {
  const dir = newDir()
  const log = join(dir, 'access.log')
  const lines = [1, 2, 3].map((i) => accessLine(`/p?id=${i}+union+select+1,2`, i * 7_200))
  writeFileSync(log, `${lines.join('\n')}\n`)
  const { engine, router, dataDir, key } = await startEngine(join(dir, 'data'))
  await call(router.sources.add, { path: log, kind: 'plain', name: 'my site' })
  await until(() => engine.status().counters.linesRead === 3, 'all lines read')
  await engine.idle()
  const { incidents } = await call(router.incidents.list, { filter: {} })
  await call(router.incidents.triage, { ids: [incidents[0]?.id ?? 0], state: 'acknowledged', note: 'mine' })
  const options = { cwd: dir, env: { VEDETTE_KEY: key } }

  const told = await vedette(['incidents', '-d', dataDir, '-s', 'new'], options)
  expect(told.stdout.toString().match(/ {2}new {2}exploitation {2}81\.2\.69\.142 /g)).toHaveLength(2)
  expect(told).toMatchObject({ code: 0, stderr: '2 incidents.\n' })

  const json = await vedette(['incidents', '-d', dataDir, '--json', '-n', '1'], options)
  expect(json.stderr).toBe('1 of 3 incidents: see more with --limit.\n')
  expect(Incident.parse(JSON.parse(json.stdout.toString())).triage).toMatchObject({ note: 'mine' })
  await engine.close()

  expect(await vedette(['incidents', '-d', join(dir, 'none')], options)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no Vedette in'),
  })
})
