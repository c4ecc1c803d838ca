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
const tolerance = 0.002
const wide = { width: 1440, height: 900 }
const looks: readonly Look[] = [
  { name: 'dark', scheme: 'dark', size: wide },
  { name: 'light', scheme: 'light', size: wide },
  { name: 'small', scheme: 'dark', size: { width: 1024, height: 700 } },
]
const pages = ['overview', 'incidents', 'alerts', 'map', 'rules', 'try', 'sources', 'settings'] as const
const paths: Partial<Record<(typeof pages)[number], string>> = { overview: '/', try: '/rules/try' }

let opened: Opened
let compares = makes
const into = mkdtempSync(join(tmpdir(), 'vedette-snapshots-'))
beforeAll(async () => {
  opened = await openSnapshots()
})
afterAll(() => opened.close())

/** What no two runs have in common: where the server keeps its things. */
const withoutDir = (page: Page) =>
  page.evaluate((dir) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (node.nodeValue?.includes(dir)) node.nodeValue = node.nodeValue.replaceAll(dir, '/vedette')
  }, opened.dir)

/** The page when it is still: two pictures of it that are the same. */
async function still(page: Page): Promise<Buffer> {
  await page.locator('[aria-busy="true"], .mantine-Loader-root').waitFor({ state: 'detached' })
  let before: Buffer = Buffer.alloc(0)
  for (let tries = 0; tries < 30; tries++) {
    await withoutDir(page)
    const now = await page.screenshot()
    if (now.equals(before)) return now
    before = now
    await page.waitForTimeout(150)
  }
  throw new Error(`${page.url()} does not come to rest.`)
}

/** As a press of a link goes, without loading the console again. */
const goTo = (page: Page, path: string) =>
  page.evaluate((to) => history.pushState(null, '', `${to}?range=24h`), path)

describe.each(looks)('every page in $name', (look) => {
  let page: Page
  beforeAll(async () => {
    page = await opened.open(look)
    await page.locator('.card').first().waitFor()
    const here = await madeWithHere(page, opened.browser.version())
    if (makes) keepMadeWith(here)
    const there = madeWith()
    compares = there?.chromium === here.chromium && there.letters === here.letters
    if (!compares)
      console.log(
        `Snapshots (${look.name}): not compared by pixels, they were made with Chromium ${there?.chromium ?? '(none kept)'} and this is ${here.chromium}${there?.letters === here.letters ? '' : ', with other fonts'}; the layout alone is looked at.`,
      )
  })

  it.each(pages)('%s looks as it was left, and nothing is cut off or covered', async (name) => {
    await goTo(page, paths[name] ?? `/${name}`)
    const screenshot = await still(page)
    expect(await layoutFaults(page)).toEqual([])
    if (makes) keep(`${look.name}-${name}`, screenshot)
    else if (compares)
      expect(
        unlike(`${look.name}-${name}`, screenshot, into),
        `looks unlike its snapshot: see ${into}, and if it is to look so: npm run docs:screenshots snapshots`,
      ).toBeLessThan(tolerance)
  })
})
