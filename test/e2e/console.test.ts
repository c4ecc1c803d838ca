import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessLine, until } from '../engine/start-engine.ts'
import { axe } from './axe.ts'
import { type OpenConsole, openConsole } from './open-console.ts'

let open: OpenConsole
beforeAll(async () => {
  open = await openConsole()
})
afterAll(() => open.close())

const goTo = (name: string) => open.page.getByRole('link', { name, exact: true }).click()
const row = () => open.page.locator('.alert-row:has(.alert-open)')
const openRow = (n: number) => open.page.locator('.alert-open').nth(n)

/** Presses the canvas where its ring nearest to the middle of the map is, where neither the edge nor the tray covers it. */
async function pressMiddleRing(page: Page): Promise<void> {
  const map = await page.locator('.threat-map').boundingBox()
  // Buttons for those without a pointer lie over the rings, and let the pointer through.
  const boxes = await Promise.all(
    (await page.locator('.ring-button').all()).map((button) => button.boundingBox()),
  )
  if (!map) throw new Error('The map is gone.')
  const [middle] = boxes
    .flatMap((box) => (box ? [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }] : []))
    .map(({ x, y }) => ({ x, y, far: Math.hypot(x - map.x - map.width / 2, y - map.y - map.height / 2) }))
    .sort((one, other) => one.far - other.far)
  if (middle) await page.mouse.click(middle.x, middle.y)
  // Rings of the next zoom are made on a thread of their own.
  await page.waitForTimeout(500)
}

describe('a newcomer', () => {
  it('sees an invitation, starts the attacks and watches alerts arrive on cards, charts and list', async () => {
    const { page } = open
    await page.getByText('Nothing has come in yet').waitFor()
    await page.getByRole('button', { name: 'Options of the demo' }).click()
    await page.getByLabel('Lines a second').fill('200')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Start attacks' }).click()
    await page.getByRole('heading', { name: 'Latest alerts' }).waitFor()
    await until(
      async () =>
        Number(
          await page.getByLabel('Alerts', { exact: true }).locator('.tabular').first().getAttribute('title'),
        ) > 20,
      'the card counts',
    )
    await page.getByText('SQL injection').first().waitFor()
    expect(await axe(page)).toEqual([])
  })

  it('filters the list by attack type and opens an alert with its evidence', async () => {
    const { page } = open
    await goTo('Alerts')
    await row().first().waitFor()
    await page
      .getByRole('textbox', { name: 'Attack type' })
      .or(page.getByPlaceholder('Attack type'))
      .first()
      .click()
    await page.getByRole('option', { name: 'SQL injection', exact: true }).click()
    await page.keyboard.press('Escape')
    await until(async () => {
      const texts = await row().allInnerTexts()
      return (
        texts.length > 0 &&
        texts.every((text) => /SQL injection/.test(text) && !/NoSQL injection\n/.test(text))
      )
    }, 'only SQL injections are listed')
    expect(new URL(page.url()).searchParams.get('q')).toBe('type:sql-injection')
    expect(await axe(page)).toEqual([])
    await openRow(0).press('Enter')
    await page.getByRole('dialog').getByText('Log line').waitFor()
    expect(await page.locator('.raw-line mark').first().textContent()).not.toBe('')
    await page.getByText('Before and after, from the same address').waitFor()
    expect(await axe(page)).toEqual([])
  })

  it('walks the list by keys and closes the panel with Escape', async () => {
    const { page } = open
    const before = page.url()
    await page.keyboard.press('j')
    await until(() => page.url() !== before, 'the next alert is open')
    await page.keyboard.press('Escape')
    await until(() => !/\/alerts\/\d+/.test(page.url()), 'the panel is closed')
    await page.getByRole('button', { name: 'Clear all' }).click()
    await until(() => !page.url().includes('q='), 'the filter is gone')
  })

  it('clicks a threat on the map and reads it', async () => {
    const { page, served } = open
    await page.getByRole('button', { name: 'Stop attacks' }).click()
    await until(async () => !(await served.engine.status()).generator.running, 'the attacks have stopped')
    await goTo('Map')
    await until(async () => {
      const { points } = await served.engine.map({})
      const count = points.reduce((sum, point) => sum + point.count, 0).toLocaleString('en')
      return page.getByText(`${count} alerts on the map`, { exact: true }).isVisible()
    }, 'the map shows all there is')
    expect(await axe(page)).toEqual([])
    const popup = page.locator('.leaflet-popup')
    for (let zooms = 0; zooms < 9 && !(await popup.isVisible()); zooms++) await pressMiddleRing(page)
    await popup.getByText('Latest alerts here').waitFor()
    await popup.getByRole('link').first().click()
    await page.getByRole('dialog').getByText('Log line').waitFor()
    await page.keyboard.press('Escape')
    await goTo('Map')
    await page.getByRole('button', { name: 'As a table' }).click()
    await page.getByRole('columnheader', { name: 'Worst' }).waitFor()
  })

  it('points Vedette at a real log file and sees that too', async () => {
    const { page, dir } = open
    const log = join(dir, 'access.log')
    writeFileSync(log, `${accessLine('/?page=../../../../etc/passwd')}\n${accessLine('/about', 5)}\n`)
    await goTo('Sources')
    await page.getByLabel('Path of the file').fill('access.log')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByText(/is relative: give it from the root/).waitFor()
    await page.getByLabel('Path of the file').fill(log)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page
      .getByRole('row', { name: /access\.log/ })
      .getByText('combined')
      .waitFor()
    await page
      .getByRole('row', { name: /access\.log/ })
      .getByText('Up to date')
      .waitFor()
    expect(await axe(page)).toEqual([])
    await goTo('Alerts')
    await page.getByRole('button', { name: 'Last 24 hours' }).click()
    await page.getByRole('button', { name: 'All time' }).click()
    await page.locator('#query-line').fill('81.2.69.142')
    await page.locator('#query-line').press('Enter')
    await until(
      async () => (await row().allInnerTexts()).some((text) => text.includes('Path traversal')),
      'its alert is listed',
    )
  })

  it('stops reading a file only after a clear yes, without losing the keyboard’s place', async () => {
    const { page } = open
    await goTo('Sources')
    const remove = page.getByRole('button', { name: 'Remove: access.log' })
    const dialog = page.getByRole('dialog', { name: 'Stop reading access.log?' })
    await remove.press('Enter')
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).last().waitFor()
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await remove.and(page.locator(':focus')).waitFor()
    await remove.press('Enter')
    // The dialog takes the focus once it is there.
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await remove.waitFor({ state: 'detached' })
    await page.locator('h1:focus').waitFor()
  })

  it('removes the demo data with one click', async () => {
    const { page } = open
    await page.getByRole('button', { name: 'Options of the demo' }).click()
    await page.getByRole('button', { name: 'Remove demo data' }).click()
    await page.getByText(/demo alerts removed/).waitFor()
    await until(async () => (await open.served.engine.status()).demoAlerts === 0, 'no demo alert is left')
  })
})

describe('every page', () => {
  it.each(['Rules', 'Settings'])('%s passes axe', async (name) => {
    await goTo(name)
    await open.page.getByRole('heading', { name, exact: true }).waitFor()
    expect(await axe(open.page)).toEqual([])
  })
  it('speaks German where that is chosen, also after a reload, and English again', async () => {
    const { page } = open
    await goTo('Settings')
    await page.getByRole('combobox', { name: 'Language' }).click()
    await page.getByRole('option', { name: 'Deutsch' }).click()
    await page.getByRole('heading', { name: 'Einstellungen', level: 1 }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    await page.reload()
    await goTo('Übersicht')
    await page.getByRole('link', { name: 'Alarme', exact: true }).waitFor()
    expect(await page.title()).toBe('Übersicht · Vedette')
    await goTo('Einstellungen')
    await page.getByRole('combobox', { name: 'Sprache' }).click()
    await page.getByRole('option', { name: 'System' }).click()
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  })
  it('passes axe in the light theme as well', async () => {
    const { page } = open
    await goTo('Settings')
    await page.getByRole('combobox', { name: 'Look' }).click()
    await page.getByRole('option', { name: 'Light' }).click()
    for (const name of ['Overview', 'Incidents', 'Alerts', 'Map', 'Rules', 'Sources', 'Settings']) {
      await goTo(name)
      await page.getByRole('heading', { name, level: 1 }).waitFor()
      expect(await axe(page), name).toEqual([])
    }
    await page.getByRole('combobox', { name: 'Look' }).click()
    await page.getByRole('option', { name: 'Dark' }).click()
  })
  it('fits a small window without scrolling sideways', async () => {
    await open.page.setViewportSize({ width: 1024, height: 700 })
    for (const name of ['Overview', 'Incidents', 'Alerts', 'Map', 'Rules', 'Sources', 'Settings']) {
      await goTo(name)
      await open.page.getByRole('heading', { name, level: 1 }).waitFor()
      expect(await open.page.evaluate('document.documentElement.scrollWidth <= innerWidth'), name).toBe(true)
    }
  })
  it('complained of nothing and asked nobody else', () => {
    // The relative path above was refused with 422, which the browser notes.
    expect(open.complaints.filter((text) => !text.includes('422'))).toEqual([])
  })
})
