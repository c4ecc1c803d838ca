import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, chromium, type Page } from 'playwright-core'
import { createTraffic } from '../../../engine/collectors/generator/index.ts'
import { newDir } from '../../engine/start-engine.ts'
import { chromiumFlags, findChromium } from '../chromium.ts'
import { now } from './noon.ts'

const lines = 1_500
const minuteMs = 60_000

/** The same traffic of the same fifty minutes, whatever the machine. */
function writeLog(file: string): void {
  const traffic = createTraffic(7)
  const first = now - 55 * minuteMs
  const line = (i: number) => traffic.next(first + Math.floor((i * 50 * minuteMs) / lines)).line
  writeFileSync(file, `${Array.from({ length: lines }, (_, i) => line(i)).join('\n')}\n`)
}

export interface Opened {
  readonly browser: Browser
  /** the console, logged in */
  readonly page: Page
  /** where the server keeps its things: no two runs have the same */
  readonly dir: string
  close(): Promise<void>
}

/** The real server with the same lines read, at the same noon, and a Chromium. */
export async function openSnapshots(): Promise<Opened> {
  const dir = newDir()
  const log = join(dir, 'access.log')
  writeLog(log)
  const here = import.meta.dirname
  const server = spawn(
    process.execPath,
    [
      ...['--import', join(here, 'clock.ts'), join(here, 'server.ts')],
      ...[join(dir, 'data'), join(dir, 'config/key'), log, String(lines)],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, TZ: 'UTC' } },
  )
  const exited = new Promise((resolve) => server.once('exit', resolve))
  const [loginUrl, browser] = await Promise.all([
    new Promise<string>((resolve, reject) => {
      createInterface({ input: server.stdout }).once('line', resolve)
      server.once('exit', () => reject(new Error('The server ended before it was ready.')))
    }),
    chromium.launch({ executablePath: findChromium() ?? '', args: chromiumFlags }),
  ])
  const page = await browser.newPage({ reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'UTC' })
  await page.clock.setFixedTime(now)
  await page.goto(loginUrl)
  return {
    browser,
    page,
    dir,
    async close() {
      await browser.close()
      server.stdin.end()
      await exited
    },
  }
}
