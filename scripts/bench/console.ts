import { z } from 'zod'
import { openConsole } from '../../test/e2e/open-console.ts'
import { buildConsole, isConsoleFresh } from '../build-console.ts'
import { figuresOf, frameAt, type TaskFigures, tasksWhile } from './tasks.ts'

/** Lines a second of the demo that raise about two hundred alerts a second. */
const linesPerSecond = 500
const seconds = 10

/** Milliseconds between drawn frames. */
const Frames = z.array(z.number())

export interface ConsoleFigures extends TaskFigures {
  /** from the start of loading to the first text drawn, everything in the browser's cache */
  readonly firstPaintMs: number
  readonly alertsPerSecond: number
  readonly frameP50Ms: number
  readonly frameP95Ms: number
}

/** Runs in the page: scrolls the list up and down and measures the frames. */
const scroll = `(async () => {
  const frames = []
  const end = performance.now() + ${seconds * 1000}
  const list = document.querySelector('.alert-table')
  let last = await new Promise(requestAnimationFrame)
  for (let step = 0; last < end; step++) {
    const now = await new Promise(requestAnimationFrame)
    frames.push(now - last)
    last = now
    list.scrollTop += step % 240 < 120 ? 24 : -24
  }
  return frames
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
    let frames: readonly number[] = []
    const tasks = await tasksWhile(page, async () => {
      frames = Frames.parse(await page.evaluate(scroll))
    })
    const after = (await engine.status()).counters.alerts
    return {
      firstPaintMs: Math.round(firstPaintMs),
      alertsPerSecond: Math.round((after - before) / seconds),
      ...figuresOf(tasks),
      frameP50Ms: frameAt(frames, 0.5),
      frameP95Ms: frameAt(frames, 0.95),
    }
  } finally {
    await close()
  }
}
