import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keep, keepMadeWith, madeWith, madeWithHere, unlike } from './snapshots/kept.ts'
import { layoutFaults } from './snapshots/layout.ts'
import { type Look, type Opened, openSnapshots } from './snapshots/open.ts'

const makes = process.env.VEDETTE_SNAPSHOTS === 'make'
/** Of all pixels. */
const tolerance = 0.0005
const wide = { width: 1440, height: 900 }
const looks: readonly Look[] = [
  { name: 'dark', scheme: 'dark', size: wide },
  { name: 'light', scheme: 'light', size: wide },
  { name: 'small', scheme: 'dark', size: { width: 1024, height: 700 } },
]
const pages = ['overview', 'incidents', 'alerts', 'map', 'rules', 'try', 'sources', 'settings'] as const
const paths: Partial<Record<(typeof pages)[number], string>> = { overview: '/', try: '/rules/try' }

let opened: Opened
let compares = false
const open = new Map<string, Page>()
const into = mkdtempSync(join(tmpdir(), 'vedette-snapshots-'))

beforeAll(async () => {
  opened = await openSnapshots()
  await Promise.all(looks.map(async (look) => open.set(look.name, await opened.open(look))))
  const [page] = open.values()
  if (!page) throw new Error('No page is open.')
  await page.locator('.card').first().waitFor()
  const here = await madeWithHere(page, opened.browser.version())
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
    if (isGood(screenshot) || tries === 20) return screenshot
    await page.waitForTimeout(150)
  }
}

/** True for a picture that is the same as the one before. */
function still(): (screenshot: Buffer) => boolean {
  let before: Buffer | undefined
  return (screenshot) => {
    const isSame = before?.equals(screenshot) ?? false
    before = screenshot
    return isSame
  }
}

/** As a press of a link goes, without loading the console again. */
const goTo = (page: Page, path: string) =>
  page.evaluate((to) => history.pushState(null, '', `${to}?range=24h`), path)

describe('every page, in both themes and in a small window,', () => {
  it.each(pages)('looks as it was left, with nothing cut off or covered: %s', async (name) => {
    await Promise.all(
      [...open].map(async ([look, page]) => {
        const snapshot = `${look}-${name}`
        await goTo(page, paths[name] ?? `/${name}`)
        let share = 0
        const isAlike = (screenshot: Buffer) => {
          share = unlike(snapshot, screenshot, into)
          return share <= tolerance
        }
        const screenshot = await picture(page, compares ? isAlike : still())
        expect(await layoutFaults(page), snapshot).toEqual([])
        if (makes) keep(snapshot, screenshot)
        expect(
          share,
          `${snapshot} looks unlike its snapshot: see ${into}, and if it is to look so, npm run docs:screenshots snapshots`,
        ).toBeLessThanOrEqual(tolerance)
      }),
    )
  })
})
