import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Compared,
  compare,
  keep,
  keepMadeWith,
  madeWith,
  madeWithHere,
  readKept,
} from './snapshots/kept.ts'
import { layoutFaults } from './snapshots/layout.ts'
import { type Opened, openSnapshots } from './snapshots/open.ts'

const makes = process.env.VEDETTE_SNAPSHOTS === 'make'
/** Of all pixels. */
const tolerance = 0.0005
const wide = { width: 1440, height: 900 }
const looks = {
  dark: { scheme: 'dark', size: wide },
  light: { scheme: 'light', size: wide },
  small: { scheme: 'dark', size: { width: 1024, height: 700 } },
} as const
const paths = {
  overview: '/',
  incidents: '/incidents',
  alerts: '/alerts',
  map: '/map',
  rules: '/rules',
  try: '/rules/try',
  anomalies: '/anomalies',
  models: '/anomalies/models',
  sources: '/sources',
  settings: '/settings',
}

let opened: Opened
let compares = false
const into = mkdtempSync(join(tmpdir(), 'vedette-snapshots-'))

beforeAll(async () => {
  opened = await openSnapshots()
  const { page, browser } = opened
  await page.locator('.card').first().waitFor()
  const here = await madeWithHere(page, browser.version())
  if (makes) keepMadeWith(here)
  const there = madeWith()
  compares = !makes && there?.chromium === here.chromium && there.letters === here.letters
  if (makes || compares) return
  const fonts = there?.letters === here.letters ? '' : ', with other fonts'
  console.log(
    `Snapshots: not compared by pixels, as they were made with Chromium ${there?.chromium ?? '(none are kept)'} and this is ${here.chromium}${fonts}; the layout alone is looked at.`,
  )
})
afterAll(() => opened.close())

/** As a press of a link goes, without loading the console again. */
const goTo = (page: Page, path: string) =>
  page.evaluate((to) => history.pushState(null, '', `${to}?range=24h`), path)

/** As if the theme had been chosen in another window. */
async function wear(page: Page, { scheme, size }: (typeof looks)[keyof typeof looks]): Promise<void> {
  await page.setViewportSize(size)
  await page.evaluate((newValue) => {
    const key = 'vedette-scheme'
    localStorage.setItem(key, newValue)
    window.dispatchEvent(new StorageEvent('storage', { key, newValue, storageArea: localStorage }))
  }, scheme)
}

/** What no two runs have in common: where the server keeps its things. */
const withoutDir = (page: Page) =>
  page.evaluate((dir) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (node.nodeValue?.includes(dir)) node.nodeValue = node.nodeValue.replaceAll(dir, '/vedette')
  }, opened.dir)

/** Pictures of the page, one after the other, until one is good. */
async function picture(page: Page, isGood: (screenshot: Buffer) => boolean): Promise<Buffer> {
  await page.locator('[aria-busy="true"], .mantine-Loader-root').waitFor({ state: 'detached' })
  for (let tries = 0; ; tries++) {
    await withoutDir(page)
    const screenshot = await page.screenshot()
    if (isGood(screenshot) || tries === 40) return screenshot
    await page.waitForTimeout(100)
  }
}

/** True for a picture that has been the same for a while. */
function still(): (screenshot: Buffer) => boolean {
  let before: Buffer | undefined
  let times = 0
  return (screenshot) => {
    times = before?.equals(screenshot) ? times + 1 : 0
    before = screenshot
    return times === 4
  }
}

async function expectAsKept(page: Page, snapshot: string): Promise<void> {
  const kept = readKept(snapshot)
  let compared: Compared | undefined
  await picture(page, (screenshot) => {
    compared = compare(kept, screenshot)
    return compared.share <= tolerance
  })
  const share = compared?.share ?? 1
  if (share > tolerance) compared?.write(into, snapshot)
  expect
    .soft(
      share,
      `${snapshot} looks unlike its snapshot: see ${into}, and if it is to look so, npm run docs:screenshots snapshots`,
    )
    .toBeLessThanOrEqual(tolerance)
}

describe('every page, in both themes and in a small window,', () => {
  it.each(Object.entries(paths))(
    'looks as it was left, with nothing cut off or covered: %s',
    async (name, path) => {
      const { page } = opened
      await goTo(page, path)
      for (const [look, worn] of Object.entries(looks)) {
        const snapshot = `${look}-${name}`
        await wear(page, worn)
        if (compares) await expectAsKept(page, snapshot)
        else {
          const screenshot = await picture(page, still())
          if (makes) keep(snapshot, screenshot)
        }
        expect.soft(await layoutFaults(page), snapshot).toEqual([])
      }
    },
  )
})
