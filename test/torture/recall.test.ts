import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { newDir, type Started, startEngine, until } from '../engine/start-engine.ts'

const key = generateKey()
const keyring = new Keyring([key])
let dir: string
let file: string
let failures: number

beforeEach(() => {
  dir = newDir()
  file = join(dir, 'auth.log')
  failures = 0
  writeFileSync(file, '')
})
afterEach(() => rmSync(dir, { recursive: true }))

/** Failed logins of one address, one a second; eight within five minutes are an attack, then each doubling. */
async function fail(kind: 'plain' | 'sealed', times: number, { engine }: Started): Promise<void> {
  for (let i = 0; i < times; i++) {
    const second = String(failures++).padStart(2, '0')
    const line = `2026-11-21T08:00:${second}Z web sshd[7]: Failed password for root from 81.2.69.142 port 4 ssh2`
    appendFileSync(file, `${kind === 'plain' ? line : keyring.seal(line)}\n`)
  }
  await until(() => engine.status().counters.linesRead === failures, `${failures} lines read`)
}

const whys = async (started: Started): Promise<string[]> =>
  (await started.alerts()).map(({ why }) => /\((.*)\)/.exec(why)?.[1] ?? '').reverse()

describe.each(['plain', 'sealed'] as const)('an attack in a %s file', (kind) => {
  test('that goes on over restarts is found as if there had been none', async () => {
    let started = await startEngine(join(dir, 'data'), key)
    await call(started.router.sources.add, { path: file, kind })
    for (let life = 0; life < 2; life++) {
      await fail(kind, 5, started)
      await started.engine.close()
      started = await startEngine(join(dir, 'data'), key)
    }
    expect(await whys(started)).toEqual(['8 failed logins within 5 minutes'])
    expect(started.engine.status().counters).toMatchObject({ linesRead: 10, tokensFailed: 0 })
    await started.engine.close()
  })

  test('is not counted twice when its source is turned off and on', async () => {
    const started = await startEngine(join(dir, 'data'), key)
    const { id } = await call(started.router.sources.add, { path: file, kind })
    await fail(kind, 5, started)
    await call(started.router.sources.setEnabled, { id, enabled: false })
    await call(started.router.sources.setEnabled, { id, enabled: true })
    await fail(kind, 2, started)
    expect(await whys(started)).toEqual([])
    await fail(kind, 1, started)
    expect(await whys(started)).toEqual(['8 failed logins within 5 minutes'])
    await started.engine.close()
  })
})
