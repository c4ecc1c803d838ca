/**
 * `npm run docs:screenshots [SET ...]`: pictures of every page over the real server, engine and demo, into
 * docs/pictures. Sets: dark, light (1440x900), small (1024x700), empty, few and many (0, 10 and 1,000,000 alerts);
 * all of them where none is named. `npm run docs:screenshots snapshots` makes what the end-to-end tests compare with.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { createTraffic } from '../engine/collectors/generator/index.ts'
import { databaseFile, openDatabase } from '../engine/store/database.ts'
import { type OpenConsole, type OpenOptions, openConsole } from '../test/e2e/open-console.ts'
import { fillStore } from './bench/store-traffic.ts'
import { buildConsole, isConsoleFresh } from './build-console.ts'

const pictures = fileURLToPath(new URL('../docs/pictures', import.meta.url))
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const pages = ['Overview', 'Incidents', 'Alerts', 'Map', 'Rules', 'Anomalies', 'Sources', 'Settings']

interface Set extends OpenOptions {
  /** seconds of demo attacks before the pictures */
  readonly demo: number
  readonly pages: readonly string[]
  /** the alert and the actor as well */
  readonly withDetails?: boolean
}

const filled = (alerts: number) => (dataDir: string) => {
  const db = openDatabase(databaseFile(dataDir))
  // The synthetic month is long gone: it is seen under "All time".
  fillStore(db, alerts, () => undefined)
  db.close()
}
const few = ['Overview', 'Alerts', 'Map']
const sets: Readonly<Record<string, Set>> = {
  dark: { scheme: 'dark', demo: 25, pages, withDetails: true },
  light: { scheme: 'light', demo: 25, pages, withDetails: true },
  small: { size: { width: 1024, height: 700 }, demo: 25, pages },
  empty: { demo: 0, pages: few },
  few: { demo: 0, pages: few, prepare: filled(10) },
  many: { demo: 0, pages: few, prepare: filled(1_000_000) },
}

/** A server's log of the last fifty minutes, beside the demo. */
function writeLog(file: string): void {
  const traffic = createTraffic(7)
  const first = Date.now() - 50 * 60_000
  const lines = Array.from({ length: 1_500 }, (_, i) => traffic.next(first + i * 2_000).line)
  writeFileSync(file, `${lines.join('\n')}\n`)
}

/** Runs in the page: where this run keeps its things is nobody's business. */
function asOnAServer(dir: string): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (node.nodeValue?.includes(dir)) node.nodeValue = node.nodeValue.replaceAll(dir, '/var/log/shop')
}

/** Some of what came is decided on, as an operator would have. */
async function decideSome({ incidents }: OpenConsole['served']['engine']): Promise<void> {
  const { incidents: latest } = await incidents.list({ filter: {}, sort: 'latest', limit: 12 })
  for (const [i, { id }] of latest.entries()) {
    const reason = i % 4 === 3 ? 'false-alarm' : 'true-attack'
    await incidents.triage({ ids: [id], state: 'resolved', reason })
  }
}

async function take(name: string, set: Set): Promise<void> {
  const out = join(pictures, name)
  mkdirSync(out, { recursive: true })
  const open = await openConsole(set)
  const { page, served } = open
  const shoot = async (picture: string) => {
    await page.evaluate(asOnAServer, open.dir)
    await page.screenshot({ path: join(out, `${picture}.png`) })
    console.log(`docs/pictures/${name}/${picture}.png`)
  }
  if (set.demo > 0) {
    const log = join(open.dir, 'access.log')
    writeLog(log)
    await served.engine.sources.add({ path: log, kind: 'plain', name: 'shop', from: 'beginning' })
    await served.engine.generator.start({ rate: 60, seed: 4 })
    await pause(set.demo * 1000)
    await decideSome(served.engine)
  }
  const origin = new URL(page.url()).origin
  await page.goto(`${origin}/?range=${set.demo > 0 ? '15m' : 'all'}`)
  for (const title of set.pages) {
    await page.getByRole('link', { name: title, exact: true }).click()
    await pause(2_500)
    await shoot(title.toLowerCase())
  }
  await served.engine.generator.stop()
  if (set.withDetails) await details(open, shoot)
  await open.close()
}

async function details({ page }: OpenConsole, shoot: (picture: string) => Promise<void>): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/alerts?range=1h&q=type:sql-injection`)
  const row = page.locator('.alert-row:not(.alert-head)').first()
  // In the middle of a row may lie a value with a menu of its own.
  await row.locator('.alert-open').click({ position: { x: 12, y: 12 } })
  await pause(1_500)
  await shoot('alert')
  await page.goto(`${new URL(page.url()).origin}/alerts?range=1h&q=type:anomaly`)
  await row.locator('.alert-open').click({ position: { x: 12, y: 12 } })
  await pause(1_500)
  await shoot('anomaly')
  await page.keyboard.press('Escape')
  await row.locator('.value').nth(1).click()
  await page.getByRole('menuitem', { name: 'Open its page' }).click()
  await page.getByRole('button', { name: 'Open the sealed log' }).click()
  await pause(2_500)
  await shoot('actor')
  await page.getByRole('link', { name: 'Rules', exact: true }).click()
  await page.getByRole('link', { name: 'Try it' }).click()
  await pause(1_500)
  await shoot('try')
  await page.getByRole('link', { name: 'Anomalies', exact: true }).click()
  await page.getByRole('link', { name: 'Models' }).click()
  await pause(1_500)
  await shoot('models')
}

if (!isConsoleFresh()) await buildConsole()
const asked = argv.slice(2)
if (asked.includes('snapshots')) {
  const { status } = spawnSync(
    'vitest',
    ['run', '--config', 'vitest.e2e.config.ts', 'test/e2e/snapshots.test.ts'],
    {
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: { ...process.env, VEDETTE_SNAPSHOTS: 'make' },
    },
  )
  process.exit(status ?? 1)
}
for (const [name, set] of Object.entries(sets)) {
  if (asked.length === 0 || asked.includes(name)) await take(name, set)
}
process.exit()
