import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call } from '@orpc/server'
import type { AlertFilter } from '../../contract/filter.ts'
import { createRouter, Engine } from '../../engine/index.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'

export const newDir = (): string => mkdtempSync(join(tmpdir(), 'vedette-test-'))

/** A real engine on a folder of its own, and the calls tests make of it. */
export async function startEngine(dataDir = newDir(), key = generateKey()) {
  const engine = await Engine.open({ dataDir, keyring: new Keyring([key]) })
  const router = createRouter(engine)
  await engine.idle()
  return {
    engine,
    router,
    dataDir,
    key,
    alerts: async (filter: AlertFilter = {}) =>
      (await call(router.alerts.list, { filter, limit: 500 })).alerts,
  }
}
export type Started = Awaited<ReturnType<typeof startEngine>>

/** Waits until a condition holds: the engine works in its own time. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await condition()) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`It did not come to pass: ${what}`)
}

const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
/** A combined line; `seconds` after the morning of 21 November 2026. */
export const accessLine = (target: string, seconds = 0, ip = '81.2.69.142'): string => {
  const two = (n: number) => String(n).padStart(2, '0')
  const clock = `${two(8 + Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return `${ip} - - [21/Nov/2026:${clock} +0000] "GET ${target} HTTP/1.1" 200 512 "-" "${agent}"`
}
