import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { Expectation } from '../../contract/anomaly.ts'
import { serve } from '../../server/main.ts'
import { OddSite } from '../engine/odd-site.ts'
import { vedette } from './run.ts'

test('vedette expected previews, adds, lists and removes in the Vedette that runs', async () => {
  const site = await OddSite.open()
  const { dataDir, key, engine } = site.started
  const cwd = dirname(dataDir)
  const keyFile = join(cwd, 'key')
  writeFileSync(keyFile, `${key}\n`, { mode: 0o600 })
  const [alert] = await site.request({ target: '/api/export/1/report?from=1001&zone=%C3%A9t%C3%A9' })
  await engine.close()
  const served = await serve({ dataDir, keyFile, port: 0 })
  const at = ['-e', new URL(served.loginUrl).origin, '-k', keyFile]
  const expected = (...args: string[]) => vedette(['expected', ...args, ...at], { cwd })

  const id = String(alert?.id)
  const told =
    'Of the latest 1 anomaly alerts 1 would not have been made; none of the same path would still have been.\n'
  expect(await expected('add', id, '--preview')).toMatchObject({ code: 0, stderr: told })
  const added = await expected('add', id, '--width', 'wide', '--note', 'our \u001b[31mrobot')
  expect(added).toMatchObject({ code: 0, stderr: told })
  const text = added.stdout.toString()
  expect(text).toMatch(
    /^1 {2}\S+ {2}"PUT \/api\/export\/\{number\}\/report" {2}in "my site" {2}wide {2}held 0 {2}note "our/,
  )
  expect(text).not.toContain('\u001b')
  const json = await expected('list', '--json')
  expect(Expectation.parse(JSON.parse(json.stdout.toString()))).toMatchObject({
    id: 1,
    note: 'our \u001b[31mrobot',
  })

  expect(await expected('remove', '1')).toMatchObject({ code: 0 })
  const [again, none] = await Promise.all([expected('remove', '1'), expected('add', '4711')])
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no expectation 1') })
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no alert 4711') })
  await served.close()
})
