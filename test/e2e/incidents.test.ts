import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../engine/start-engine.ts'
import { axe } from './axe.ts'
import { type OpenConsole, openConsole } from './open-console.ts'

let open: OpenConsole
beforeAll(async () => {
  open = await openConsole()
})
afterAll(() => open.close())

const row = () => open.page.locator('.incident-open')
const state = (name: string) =>
  open.page.getByRole('navigation', { name: 'States' }).getByRole('link', { name })
const panel = () => open.page.getByRole('dialog')
const nameOf = async (one: Locator): Promise<string> => {
  await one.waitFor()
  return (await one.getAttribute('aria-label')) ?? ''
}

/** How many incidents the tab of a state says there are. */
const countOf = async (name: string): Promise<number> =>
  Number(/[\d,]+/.exec(await state(name).innerText())?.[0].replaceAll(',', '') ?? Number.NaN)
const counts = async (...expected: [string, number][]): Promise<void> => {
  for (const [name, count] of expected) {
    await until(async () => (await countOf(name)) === count, `${count} incidents are ${name}`)
  }
}
/** The name of the row where the keyboard is. */
const atHand = async (): Promise<string> => nameOf(open.page.locator('.incident-open:focus'))

describe('the list of incidents', () => {
  it('tells a newcomer that there are none, and fills as attacks come', async () => {
    const { page, served } = open
    await page.getByText('Nothing has come in yet').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('i')
    await page.getByText('No incidents yet').waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Options of the demo' }).click()
    await page.getByLabel('Lines a second').fill('200')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Start attacks' }).click()
    await until(async () => (await row().count()) >= 12, 'incidents are listed')
    await page.getByRole('button', { name: 'Pause' }).click()
    const before = await nameOf(row().first())
    await page.getByRole('button', { name: /\d+ new alerts?/ }).waitFor()
    expect(await nameOf(row().first())).toBe(before)
    await page.getByRole('button', { name: 'Stop attacks' }).click()
    await until(async () => {
      const { generator, counters } = await served.engine.status()
      return !generator.running && counters.linesRead === generator.lines
    }, 'the attacks have stopped, and all of them are read')
    await page.getByRole('button', { name: 'Paused' }).click()
    await until(
      async () => (await page.getByRole('button', { name: /new alert/ }).count()) === 0,
      'it follows',
    )
    const { total, incidents } = await served.engine.incidents.list({ filter: {}, sort: 'latest', limit: 5 })
    await counts(['New', total], ['All', total])
    // Only where the list has caught up do the keys of the next test find its rows in their places.
    for (const [index, { sourceIp, risk }] of incidents.entries()) {
      const isThere = async () =>
        (await nameOf(row().nth(index))).includes(`risk ${risk}:`) &&
        (await nameOf(row().nth(index))).includes(`by ${sourceIp},`)
      await until(isThere, `the row ${index + 1} is the one of ${sourceIp}`)
    }
    expect(await axe(page)).toEqual([])
  })

  it('is walked and acknowledged by keys, the next row then at hand, and undone by a key', async () => {
    const { page } = open
    const total = await countOf('New')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await until(async () => (await atHand()) === (await nameOf(row().nth(1))), 'the second row is at hand')
    const [gone, next] = [await atHand(), await nameOf(row().nth(2))]
    await page.keyboard.press('e')
    await until(async () => (await atHand()) === next, 'the next row is at hand')
    await page.getByText('1 incident acknowledged.').waitFor()
    await counts(['New', total - 1], ['Acknowledged', 1])
    await page.keyboard.press('u')
    await page.getByText('Undone: 1 incident is what it was.').waitFor()
    await counts(['New', total], ['Acknowledged', 0])
    await until(async () => (await nameOf(row().nth(1))) === gone, 'the row is back in its place')
  })

  it('resolves one with a reason and a note, from its panel, and tells that in its history', async () => {
    const { page } = open
    const total = await countOf('New')
    await page.keyboard.press('o')
    await panel().getByText('About this incident').waitFor()
    await panel().locator('.incident-alert').first().waitFor()
    expect(page.url()).toMatch(/\/incidents\/\d+/)
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('r')
    const dialog = page.getByRole('dialog', { name: 'Resolve 1 incident' })
    await dialog.getByRole('radio', { name: 'True attack' }).and(page.locator(':focus')).waitFor()
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.type('our own scanner')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    const history = panel().getByRole('region', { name: 'What was decided' })
    await history.getByText('our own scanner').waitFor()
    await history.getByText('Expected').waitFor()
    await counts(['New', total - 1], ['Resolved', 1])
    await page.keyboard.press('Escape')
    await panel().waitFor({ state: 'detached' })
    await page.locator('.incident-open:focus').waitFor()
    await state('Resolved').click()
    await until(async () => (await row().count()) === 1, 'it is among the resolved')
  })

  it('keeps what is written where a dialog is closed without a decision', async () => {
    const { page } = open
    await row().first().click()
    const note = panel().getByRole('textbox', { name: 'Note' })
    await note.fill('not yet')
    await panel().getByRole('button', { name: 'Another reason …' }).click()
    const dialog = page.getByRole('dialog', { name: 'Resolve 1 incident' })
    await dialog.getByRole('radio', { name: 'True attack' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await note.inputValue()).toBe('not yet')
    await panel().getByRole('button', { name: 'Reopen' }).click()
    await panel().getByRole('region', { name: 'Triage' }).getByText('New', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await panel().waitFor({ state: 'detached' })
    await counts(['Resolved', 0])
  })

  it('decides of many: those that are ticked, and all that a filter matches', async () => {
    const { page } = open
    await state('New').click()
    const total = await countOf('New')
    const box = (n: number) => page.locator('.incident-row').nth(n).getByRole('checkbox')
    await box(1).click()
    await box(4).click({ modifiers: ['Shift'] })
    const bar = page.getByRole('region', { name: 'Selected incidents' })
    await bar.getByText('4 selected').waitFor()
    expect(await axe(page)).toEqual([])
    await bar.getByRole('button', { name: /Acknowledge/ }).click()
    await counts(['New', total - 4], ['Acknowledged', 4])
    await page.locator('#query-line').fill('type:scanner')
    await page.locator('#query-line').press('Enter')
    await page.locator('#query-line').blur()
    await until(async () => (await countOf('New')) < total - 4, 'the filter narrows')
    const scanners = await countOf('New')
    expect(scanners).toBeGreaterThan(0)
    await page.getByRole('checkbox', { name: 'Select all rows' }).click()
    await page.keyboard.press('r')
    await page.getByRole('dialog').getByRole('button', { name: 'Resolve', exact: true }).click()
    await counts(['New', 0], ['Resolved', scanners])
    await page.getByText('Nothing new to look at').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await counts(['New', scanners], ['Resolved', 0])
    await page.getByRole('button', { name: 'Clear all' }).click()
    await counts(['New', total - 4])
  })

  it('is ordered by risk, and its order is in the address', async () => {
    const { page } = open
    await page.getByText('Riskiest first').click()
    await until(() => page.url().includes('sort=risk'), 'the address says so')
    const risks = async () =>
      (await Promise.all((await row().all()).slice(0, 8).map(nameOf))).map((name) =>
        Number(/risk (\d+)/.exec(name)?.[1]),
      )
    await until(async () => {
      const found = await risks()
      return found.length > 4 && found.every((risk, i) => i === 0 || risk <= (found[i - 1] ?? 0))
    }, 'the riskiest come first')
  })
})

describe('an alert', () => {
  it('leads to its incident and back, and can be decided on in its panel', async () => {
    const { page } = open
    await row().first().click()
    await panel().locator('.incident-alert').first().click()
    await panel().getByText('Log line').waitFor()
    await panel()
      .getByRole('region', { name: 'Did it work?' })
      .getByText(/The server/)
      .waitFor()
    await panel().getByRole('region', { name: 'About this request' }).locator('.value').first().click()
    await page.getByRole('menuitem', { name: 'Only this' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('menuitem', { name: 'Only this' }).waitFor({ state: 'detached' })
    const part = panel().getByRole('region', { name: 'Its incident' })
    await part.getByText('New', { exact: true }).waitFor()
    await page.keyboard.press('e')
    await part.getByText('Acknowledged', { exact: true }).waitFor()
    expect(await axe(page)).toEqual([])
    await part.getByRole('link').click()
    await panel().getByText('About this incident').waitFor()
    await panel().getByRole('link', { name: 'Its page' }).click()
    await until(() => page.url().includes('/actor/address/'), 'the actor’s page is open')
  })
})

describe('the page', () => {
  it('tells what could not be decided, and shows what is true', async () => {
    const { page, served } = open
    await page.keyboard.press('g')
    await page.keyboard.press('i')
    await state('New').click()
    const total = await countOf('New')
    await page.route(`${served.url}/rpc/incidents/triage`, (route) => route.abort())
    await row().first().waitFor()
    await page.keyboard.press('j')
    const name = await atHand()
    await page.keyboard.press('e')
    await page.getByText('This was not decided').waitFor()
    await page.unroute(`${served.url}/rpc/incidents/triage`)
    expect(await countOf('New')).toBe(total)
    await until(async () => (await nameOf(row().first())) === name, 'the row is back')
  })
  it('fits a small window without scrolling sideways', async () => {
    const { page } = open
    await page.setViewportSize({ width: 1024, height: 700 })
    expect(
      await page.evaluate(
        'document.documentElement.scrollWidth <= innerWidth && document.querySelector(".incident-table").scrollWidth <= innerWidth',
      ),
    ).toBe(true)
    expect(await axe(page)).toEqual([])
  })
  it('complained of nothing and asked nobody else', () => {
    // The refused call above is noted by the browser.
    expect(open.complaints.filter((text) => !text.includes('ERR_FAILED'))).toEqual([])
  })
})
