import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../engine/start-engine.ts'
import { axe } from './axe.ts'
import { type OpenConsole, openConsole } from './open-console.ts'

let open: OpenConsole
beforeAll(async () => {
  open = await openConsole()
  await open.served.engine.generator.start({ rate: 400, seed: 4 })
  await until(async () => (await open.served.engine.status()).counters.alerts > 300, 'there are alerts')
  await open.served.engine.generator.stop()
})
afterAll(() => open.close())

const goTo = (name: string) => open.page.getByRole('link', { name, exact: true }).click()
const line = () => open.page.getByRole('textbox', { name: 'Filter', exact: true })
const rows = () => open.page.locator('.alert-row:not(.alert-head)')
const urlHas = (part: string) =>
  until(() => decodeURIComponent(open.page.url()).includes(part), `the address has ${part}`)

describe('an analyst', () => {
  it('narrows all screens by a line that suggests fields and values', async () => {
    const { page } = open
    await goTo('Alerts')
    await rows().first().waitFor()
    await page.keyboard.press('/')
    await line().and(page.locator(':focus')).waitFor()
    await page.keyboard.type('ty')
    await page.getByRole('option', { name: /^type:/ }).click()
    await page.keyboard.type('xs')
    await page.getByRole('option', { name: /Cross-site scripting/ }).click()
    await urlHas('q=type:xss')
    await until(async () => {
      const texts = await rows().allInnerTexts()
      return texts.length > 0 && texts.every((text) => text.includes('Cross-site scripting'))
    }, 'only these are listed')
    await page.keyboard.press('Escape')
    expect(await axe(page)).toEqual([])
  })

  it('is told what makes no sense, and what does still holds', async () => {
    const { page } = open
    await line().fill('type:xss colour:red')
    await page.getByText('“colour:red” names no field.').waitFor()
    await page.keyboard.press('Enter')
    await urlHas('q=type:xss')
    await line().fill('')
    await page.keyboard.press('Enter')
    await until(() => !open.page.url().includes('q='), 'the filter is gone')
  })

  it('leaves a value out by its menu, and turns that round at its chip', async () => {
    const { page } = open
    const value = rows().first().locator('.value').nth(1)
    const address = (await value.innerText()).trim()
    await value.click()
    await page.getByRole('menuitem', { name: 'Leave out' }).click()
    await urlHas(`-ip:${address}`)
    await until(
      async () => (await rows().allInnerTexts()).every((text) => !text.includes(address)),
      'the address is gone',
    )
    await page.getByTitle('Show only these instead').click()
    await urlHas(`q=ip:${address}`)
    await until(async () => {
      const texts = await rows().allInnerTexts()
      return texts.length > 0 && texts.every((text) => text.includes(address))
    }, 'only the address is left')
  })

  it('saves what is seen as a view and comes back to it', async () => {
    const { page } = open
    await page.getByRole('button', { name: 'Saved views' }).click()
    await page.getByRole('textbox', { name: 'Name of the view' }).fill('One address')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('View “One address” saved.').waitFor()
    await page.getByRole('button', { name: 'Clear all' }).click()
    await until(() => !open.page.url().includes('q='), 'the filter is gone')
    await page.getByRole('button', { name: 'Saved views' }).click()
    await page.getByRole('button', { name: 'One address', exact: true }).click()
    await urlHas('q=ip:')
    await page.getByRole('button', { name: 'Clear all' }).click()
  })

  it('picks a range, moves it, and zooms out', async () => {
    const { page } = open
    await page.getByRole('button', { name: 'Last 24 hours' }).click()
    await page.getByRole('button', { name: 'Last hour' }).click()
    await urlHas('range=1h')
    await page.getByRole('button', { name: 'Earlier' }).click()
    await urlHas('from=')
    await page.getByRole('button', { name: 'Zoom out' }).click()
    await page.getByRole('button', { name: /[–-]/ }).first().click()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Last 24 hours' }).click()
    await urlHas('range=24h')
  })

  it('zooms by dragging over the chart', async () => {
    const { page } = open
    await page.keyboard.press('g')
    await page.keyboard.press('o')
    const chart = page.locator('.recharts-surface').first()
    await chart.waitFor()
    const box = await chart.boundingBox()
    if (!box) throw new Error('There is no chart.')
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.85, box.y + box.height / 2, { steps: 4 })
    await page.mouse.move(box.x + box.width * 0.98, box.y + box.height / 2, { steps: 4 })
    await page.mouse.up()
    await urlHas('from=')
    await page.getByRole('heading', { name: 'Top networks' }).waitFor()
    await page.getByText('Exploit Public-Facing Application').waitFor()
    expect(await axe(page)).toEqual([])
  })

  it('opens the page of an address, with its risk and its innocent requests', async () => {
    const { page } = open
    await page.goto(`${new URL(page.url()).origin}/alerts?q=type:sql-injection`)
    await rows().first().locator('.value').nth(1).click()
    await page.getByRole('menuitem', { name: 'Open its page' }).click()
    await page.getByRole('heading', { name: 'Risk' }).waitFor()
    await page.getByRole('button', { name: 'Open the sealed log' }).click()
    await page.getByText(/lines looked at/).waitFor()
    expect(await axe(page)).toEqual([])
    await page.getByRole('button', { name: 'Put on block list' }).click()
    await page.getByRole('button', { name: 'Take off block list' }).click()
    await page.getByRole('button', { name: 'Put on block list' }).waitFor()
    await page.getByRole('link', { name: /\/24$/ }).click()
    await page.getByText('Network', { exact: true }).first().waitFor()
  })

  it('sees where the incident of each alert stands, decides, and lists by that', async () => {
    const { page } = open
    await page.goto(`${new URL(page.url()).origin}/alerts?q=state:new`)
    await rows().first().waitFor()
    expect((await rows().allInnerTexts()).every((text) => text.includes('New'))).toBe(true)
    await rows().first().locator('.alert-open').click()
    const panel = page.getByRole('dialog')
    await panel.getByText(/lines looked at, since/).waitFor()
    await panel.getByText(/as usual|than any usual|than usual|too few|No innocent visitor/i).waitFor()
    expect(await axe(page)).toEqual([])
    await panel.getByRole('button', { name: 'Acknowledge' }).click()
    await rows().filter({ hasText: 'Acknowledged' }).first().waitFor()
    await page.keyboard.press('Escape')
    await page.goto(`${new URL(page.url()).origin}/alerts?q=state:acknowledged`)
    await rows().first().waitFor()
    await until(
      async () => (await rows().allInnerTexts()).every((text) => text.includes('Acknowledged')),
      'only these are listed',
    )
    expect(await axe(page)).toEqual([])
    await goTo('Overview')
    await page.getByText('(list of alerts only)').waitFor()
    await page.getByRole('button', { name: 'Clear all' }).click()
  })

  it('finds every key in a list of them', async () => {
    const { page } = open
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press('m')
    await urlHas('/map')
  })

  it('complained of nothing', () => {
    expect(open.complaints).toEqual([])
  })
})
