/**
 * `node scripts/bench/map.ts [PLACES]`: how fluid the map is with so many places, one alert each, over the real server,
 * engine and database in Chromium: milliseconds of frames while it is dragged and zoomed, and the tasks of the page's
 * thread by Chromium's trace. One JSON object. Build the console first.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv } from 'node:process'
import { chromium, type Page } from 'playwright-core'
import { z } from 'zod'
import { emptyDelta, type NewAlert } from '../../engine/store/batch.ts'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import { databaseFile, openDatabase } from '../../engine/store/database.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import { serve } from '../../server/main.ts'
import { chromiumFlags, findChromium } from '../../test/e2e/chromium.ts'
import { figuresOf, frameAt, tasksWhile } from './tasks.ts'

const batchLength = 5_000
const columns = 320

/** One alert a place, evenly over the lands and seas between 60° south and 70° north. */
function fillPlaces(file: string, places: number): void {
  const db = openDatabase(file)
  const source = new SourceStore(db).demo().id
  const write = createBatchWriter(db)
  const now = Date.now()
  const rows = Math.ceil(places / columns)
  const severities = ['critical', 'high', 'medium', 'low'] as const
  const alertAt = (i: number): NewAlert => ({
    time: now - (places - i),
    arrival: now,
    type: 'xss',
    severity: severities[i % 4] ?? 'low',
    signature: 'xss-script',
    why: 'A signature of the benchmark, in the query string.',
    sourceIp: `${11 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}.1`,
    place: {
      locality: 'located',
      countryCode: 'DE',
      city: `Town ${i}`,
      longitude: -178 + ((i % columns) * 356) / columns,
      latitude: -60 + (Math.floor(i / columns) * 130) / rows,
    },
    anomalyScore: 0.5,
    method: 'GET',
    path: `/${i}`,
    status: 200,
    sourceId: source,
    seal: () => 'gAAAA'.padEnd(700, 'x'),
  })
  for (let start = 0; start < places; start += batchLength) {
    const alerts = Array.from({ length: Math.min(batchLength, places - start) }, (_, i) => alertAt(start + i))
    write({ alerts, quarantine: [], sources: new Map([[source, emptyDelta()]]), positions: new Map() })
  }
  db.close()
}

const watchFrames = `
  window.frames_ = []; window.last_ = performance.now()
  requestAnimationFrame(function tick(t) { window.frames_.push(t - window.last_); window.last_ = t; requestAnimationFrame(tick) })
`
const Frames = z.array(z.number())
const readFrames = '(() => { const frames = window.frames_; window.frames_ = []; return frames })()'

async function measured(page: Page, act: () => Promise<void>) {
  await page.evaluate(readFrames)
  const tasks = await tasksWhile(page, act)
  const frames = Frames.parse(await page.evaluate(readFrames))
  return {
    frames: frames.length,
    p50: frameAt(frames, 0.5),
    p95: frameAt(frames, 0.95),
    ...figuresOf(tasks),
  }
}

/** Frame times (ms) and tasks of the page's thread of opening, dragging and zooming the map of so many places. */
export async function measureMap(places: number) {
  const dir = mkdtempSync(join(tmpdir(), 'vedette-bench-map-'))
  mkdirSync(join(dir, 'data'))
  fillPlaces(databaseFile(join(dir, 'data')), places)
  const served = await serve({ dataDir: join(dir, 'data'), keyFile: join(dir, 'config/key'), port: 0 })
  const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: chromiumFlags })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.addInitScript(watchFrames)
    await page.goto(served.loginUrl)
    const rings = page.locator('.ring-button').first()
    const open = await measured(page, async () => {
      await page.getByRole('link', { name: 'Map', exact: true }).click()
      await rings.waitFor({ state: 'attached' })
    })
    // Until the answer's first follow-up is in, nothing is touched.
    await page.waitForTimeout(3_000)
    const box = await page.locator('.threat-map').boundingBox()
    if (!box) throw new Error('The map is not there.')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    const zoom = await measured(page, async () => {
      for (let turns = 0; turns < 12; turns++) {
        await page.mouse.wheel(0, turns < 8 ? -240 : 240)
        await page.waitForTimeout(350)
      }
    })
    const drag = await measured(page, async () => {
      await page.mouse.down()
      for (let step = 0; step < 120; step++) {
        await page.mouse.move(x + 220 * Math.sin(step / 12), y + 140 * Math.sin(step / 9))
        await page.waitForTimeout(8)
      }
      await page.mouse.up()
    })
    const rest = await measured(page, () => page.waitForTimeout(2_000))
    return { places, open, zoom, drag, rest }
  } finally {
    await browser.close()
    await served.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

const places = Number(argv[2] ?? 50_000)
if (!Number.isInteger(places) || places < 1) {
  console.error('Give the number of places: a whole number from 1.')
  process.exit(2)
}
console.log(JSON.stringify(await measureMap(places), null, 2))
