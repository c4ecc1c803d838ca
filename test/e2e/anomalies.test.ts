import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTraffic } from '../../engine/collectors/generator/index.ts'
import { until } from '../engine/start-engine.ts'
import { axe } from './axe.ts'
import { expectLightAndSmall } from './light-and-small.ts'
import { type OpenConsole, openConsole } from './open-console.ts'

const lines = 3_000

/** Innocent traffic, a second apart, the last of it an hour ago. */
function innocent(): string[] {
  const traffic = createTraffic(1)
  const made: string[] = []
  for (let time = Date.now() - 3_600_000 - lines * 1_000; made.length < lines; time += 1_000) {
    const { kind, line } = traffic.next(time)
    if (kind === 'normal') made.push(line)
  }
  return made
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** Requests that no signature explains, of one shape but for the last, from hosts by their number; markup in them is text. */
function odd(host = 1): string[] {
  const now = new Date()
  const stamp = `${String(now.getUTCDate()).padStart(2, '0')}/${months[now.getUTCMonth()]}/${now.getUTCFullYear()}:${now.toISOString().slice(11, 19)} +0000`
  const line = (i: number, target: string) =>
    `198.51.100.${host + i} - - [${stamp}] "PROPFIND ${target} HTTP/1.1" 207 512 "-" "odd-${i}/1.0 <b>bold</b>"`
  const blob = 'ZXhwb3J0JTIw'.repeat(30)
  return [
    ...Array.from({ length: 4 }, (_, i) => line(i, `/export/${1_000 + i}/Q3%2DReport_FINAL~v2?Zq_9=${blob}`)),
    line(4, `/other/${'Aa9-'.repeat(40)}`),
  ]
}

let open: OpenConsole
beforeAll(async () => {
  open = await openConsole()
  const { engine } = open.served
  const log = join(open.dir, 'access.log')
  writeFileSync(log, `${innocent().join('\n')}\n`)
  await engine.sources.add({ path: log, kind: 'plain', from: 'beginning', name: 'shop' })
  const read = async () => (await engine.status()).counters.linesRead
  await until(async () => (await read()) >= lines, 'the traffic is read')
  await engine.settings.set({ anomalyThreshold: 0.5 })
  appendFileSync(log, `${odd().join('\n')}\n`)
  await until(async () => (await read()) >= lines + 5, 'the odd lines are read')
})
afterAll(() => open.close())

const at = (path: string) => open.page.goto(`${open.served.url}${path}`)
const settings = () => open.served.engine.settings.get()
const button = (name: string | RegExp) => open.page.getByRole('button', { name })
const model = (name: string) => open.page.getByRole('article', { name })

describe('the budget of anomalies', () => {
  it('is told in a sentence, and changed where it stands', async () => {
    const { page } = open
    await at('/')
    await page.getByRole('link', { name: 'Anomalies', exact: true }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('n')
    await page.getByText(/ of 20 a day used in the last 24 hours\./).waitFor()
    await page.getByRole('textbox', { name: 'Anomaly alerts a day, at most' }).fill('1.5')
    await page.getByText('Give a whole number from 0 to 10,000.').waitFor()
    await page.getByRole('textbox', { name: 'Anomaly alerts a day, at most' }).fill('7')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.getByText(/ of 7 a day used/).waitFor()
    expect((await settings()).anomalyBudget).toBe(7)
    expect(await axe(page)).toEqual([])
  })

  it('says so where a threshold is set by hand, and takes it back by one press', async () => {
    const { page } = open
    await page.getByText('A threshold of 0.50 is set by hand').waitFor()
    await button('Leave it to the budget').click()
    await page.getByText('A threshold of 0.50 is set by hand').waitFor({ state: 'detached' })
    expect((await settings()).anomalyThreshold).toBeNull()
    await page.getByRole('row', { name: /^shop / }).waitFor()
  })
})

describe('a model of one’s own traffic', () => {
  it('is trained with its progress in sight', async () => {
    const { page } = open
    await at('/anomalies/models')
    await page.getByText('All kept', { exact: true }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('My <i>site</i>')
    await page.getByText('Advanced').click()
    await page.getByRole('textbox', { name: 'Trees' }).fill('5')
    await page.getByText('Give a whole number from 10 to 500.').waitFor()
    await page.getByRole('textbox', { name: 'Trees' }).fill('50')
    await button('Train').click()
    await page.getByRole('progressbar', { name: 'Progress of the training' }).waitFor()
    const outcome = page.getByText(/^The (?:new model is ready|last training)/)
    await outcome.waitFor({ timeout: 80_000 })
    expect(await outcome.textContent()).toMatch(/^The new model is ready: [^.]+\.\s+Compare it$/)
    await model('My <i>site</i>').getByText('50 trees of 256 requests').waitFor()
    expect(await page.locator('.model i:not([data-band], [data-threshold])').count()).toBe(0)
    expect(await axe(page)).toEqual([])
  })

  it('is compared with the one in use', async () => {
    const { page } = open
    await button('Compare it').click()
    await page.getByText(/“My <i>site<\/i>” would have reported [\d,]+, “/).waitFor({ timeout: 60_000 })
    await page.getByText('Each has the threshold that keeps the budget').waitFor()
    expect(await axe(page)).toEqual([])
  })

  it('is switched to by one press, and back by another', async () => {
    const { page } = open
    await button('Switch to “My <i>site</i>”').click()
    await model('My <i>site</i>').getByText('In use').waitFor()
    await button('Switch back').click()
    await model('My <i>site</i>').getByText('In use').waitFor({ state: 'detached' })
    await page.getByText('In use').waitFor()
  })

  it('is discarded once that is confirmed', async () => {
    const { page } = open
    await button('Discard My <i>site</i>').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Discard', exact: true }).click()
    await model('My <i>site</i>').waitFor({ state: 'detached' })
    await page.getByText('“My <i>site</i>” is discarded.').waitFor()
  })
})

describe('an anomaly', () => {
  it('says in words why it is one', async () => {
    const { page } = open
    await at('/alerts?range=all&q=type:anomaly')
    await page
      .locator('.alert-open')
      .last()
      .click({ position: { x: 12, y: 12 } })
    const reasons = page.getByRole('region', { name: 'Why it is unusual' })
    await reasons
      .getByText(/, usually |, nearly always /)
      .first()
      .waitFor()
    await page.getByText('All that the model saw').click()
    await page.locator('.features').getByText('Kinds of syntax signs').waitFor()
    expect(await page.locator('.mantine-Drawer-content b').count()).toBe(0)
    expect(await axe(page)).toEqual([])
  })

  it('is expected once its effect was shown, and that is undone in the list', async () => {
    const { page } = open
    await button('Expected …').click()
    const dialog = page.getByRole('dialog', { name: 'Expect such requests' })
    await dialog.getByText(/^Of the latest .* it would have kept .* silent\.$/).waitFor()
    await dialog.getByRole('radio', { name: 'Nearly the same' }).press('Space')
    await dialog.getByRole('textbox', { name: 'Note' }).fill('Our nightly <b>export</b>')
    expect(await axe(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Expect from now on' }).click()
    await page.getByText('Such requests of “shop” are expected from now on.').waitFor()
    await at('/anomalies/expected')
    await page.getByText('Our nightly <b>export</b>').waitFor()
    await page.getByRole('cell', { name: 'Nearly the same' }).waitFor()
    expect(await axe(page)).toEqual([])
    await button(/^Report again: /).click()
    await page.getByText('Such requests are reported again.').waitFor()
    await page.getByText('Nothing is expected yet').waitFor()
  })

  it('that was triaged as expected offers to expect its like', async () => {
    const { page } = open
    await at('/alerts?range=all&q=type:anomaly')
    await page
      .locator('.alert-open')
      .last()
      .click({ position: { x: 12, y: 12 } })
    await button(/^Resolve …/).click()
    const dialog = page.getByRole('dialog', { name: 'Resolve 1 incident' })
    await dialog.getByRole('radio', { name: 'Expected' }).press('Space')
    await dialog.getByRole('button', { name: 'Resolve', exact: true }).click()
    await button('Expect such requests …').click()
    const asked = page.getByRole('dialog', { name: 'Expect such requests' })
    await asked.getByText(/^Of the latest /).waitFor()
    await asked.getByRole('button', { name: 'Cancel', exact: true }).last().click()
    await asked.waitFor({ state: 'detached' })
  })
})

describe('an anomaly that stands for those beyond the budget', () => {
  it('shows them, and offers no expecting of so many', async () => {
    const { page, served } = open
    const { engine } = served
    await engine.settings.set({ anomalyThreshold: 0.5, anomalyBudget: 0 })
    const before = (await engine.status()).counters.linesRead
    appendFileSync(join(open.dir, 'access.log'), `${odd(20).join('\n')}\n`)
    await until(
      async () => (await engine.status()).counters.linesRead >= before + 5,
      'the odd lines are read',
    )
    await at('/alerts?range=all&q=type:anomaly')
    await page
      .locator('.alert-row', { has: page.locator('.alert-grouped') })
      .locator('.alert-open')
      .click({ position: { x: 12, y: 12 } })
    await page
      .getByRole('region', { name: 'Grouped under this alert' })
      .locator('.raw-line')
      .first()
      .waitFor()
    await page.getByRole('region', { name: 'Why it is unusual' }).waitFor()
    expect(await button('Expected …').count()).toBe(0)
    expect(await axe(page)).toEqual([])
  })
})

describe('the pages of the anomalies', () => {
  it('pass axe in the light theme too, and fit a small window', () =>
    expectLightAndSmall(open, ['/anomalies', '/anomalies/models']))
  it('complained of nothing', () => expect(open.complaints).toEqual([]))
})
