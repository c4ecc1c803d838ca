import { z } from 'zod'
import { openConsole } from '../../test/e2e/open-console.ts'
import { buildConsole, isConsoleFresh } from '../build-console.ts'

/** Lines a second of the demo that raise about two hundred alerts a second. */
const linesPerSecond = 500
const seconds = 10

const Watched = z.object({
  /** milliseconds of each task of the page's thread that took over 50 */
  longTasks: z.array(z.number()),
  /** milliseconds between drawn frames */
  frames: z.array(z.number()),
})

export interface ConsoleFigures {
  /** from the start of loading to the first text drawn, everything in the browser's cache */
  readonly firstPaintMs: number
  readonly alertsPerSecond: number
  readonly longTasks: number
  readonly longestTaskMs: number
  readonly frameP50Ms: number
  readonly frameP95Ms: number
}

/** Runs in the page: watches its thread while the list is scrolled. */
const watch = `(async () => {
  const longTasks = []
  const frames = []
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration)
  })
  observer.observe({ type: 'longtask' })
  const end = performance.now() + ${seconds * 1000}
  const list = document.querySelector('.alert-table')
  let last = await new Promise(requestAnimationFrame)
  for (let step = 0; last < end; step++) {
    const now = await new Promise(requestAnimationFrame)
    frames.push(now - last)
    last = now
    list.scrollTop += step % 240 < 120 ? 24 : -24
  }
  observer.disconnect()
  return { longTasks, frames }
})()`

/** The console in a real Chromium: how soon it is there, and how it scrolls while alerts pour in. */
export async function measureConsole(): Promise<ConsoleFigures> {
  if (!isConsoleFresh()) await buildConsole()
  const { page, served, close } = await openConsole()
  try {
    const { engine } = served
    await engine.generator.start({ rate: linesPerSecond, seed: 4 })
    await page.getByRole('heading', { name: 'Latest alerts' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Latest alerts' }).waitFor()
    const firstPaintMs = z
      .number()
      .parse(await page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
    await page.getByRole('link', { name: 'Alerts', exact: true }).click()
    await page.locator('.alert-row:not(.alert-head)').nth(10).waitFor()
    const before = (await engine.status()).counters.alerts
    const { longTasks, frames } = Watched.parse(await page.evaluate(watch))
    const after = (await engine.status()).counters.alerts
    const sorted = frames.toSorted((a, b) => a - b)
    const at = (share: number) => Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 10) / 10
    return {
      firstPaintMs: Math.round(firstPaintMs),
      alertsPerSecond: Math.round((after - before) / seconds),
      longTasks: longTasks.length,
      longestTaskMs: Math.round(Math.max(0, ...longTasks)),
      frameP50Ms: at(0.5),
      frameP95Ms: at(0.95),
    }
  } finally {
    await close()
  }
}
