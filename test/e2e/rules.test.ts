import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessLine, until } from '../engine/start-engine.ts'
import { axe } from './axe.ts'
import { expectLightAndSmall } from './light-and-small.ts'
import { type OpenConsole, openConsole } from './open-console.ts'

let open: OpenConsole
beforeAll(async () => {
  open = await openConsole()
})
afterAll(() => open.close())

const at = (path: string) => open.page.goto(`${open.served.url}${path}`)
const rule = (id: string) => open.page.locator(`.rule[id="${id}"]`)
const settingOf = async (id: string) =>
  (await open.served.engine.rules.settings()).detectors
    .flatMap(({ signatures }) => signatures)
    .find((signature) => signature.id === id)

describe('the rules', () => {
  it('open at the one that a link names, with the keyboard on it', async () => {
    const { page } = open
    await at('/rules#sqli-delay')
    await rule('sqli-delay').getByText('Looks at').waitFor()
    expect(await page.evaluate('document.activeElement.closest(".rule").id')).toBe('sqli-delay')
    expect(await axe(page)).toEqual([])
  })

  it('are switched off and on, by the keyboard, and say so', async () => {
    const { page } = open
    const toggle = rule('sqli-delay').getByRole('switch')
    await toggle.press('Space')
    await rule('sqli-delay').getByText('Off', { exact: true }).waitFor()
    expect((await settingOf('sqli-delay'))?.isOn).toBe(false)
    await page.getByText('Off 1', { exact: true }).click()
    await until(async () => (await page.locator('.rule').count()) === 1, 'only what is off is listed')
    await page.getByText('All 155', { exact: true }).click()
    await toggle.press('Space')
    await rule('sqli-delay').getByText('Off', { exact: true }).waitFor({ state: 'detached' })
    expect((await settingOf('sqli-delay'))?.isOn).toBe(true)
  })

  it('take a severity of the user’s own, and the shipped one again', async () => {
    await at('/rules#sqli-delay')
    await rule('sqli-delay').getByRole('combobox').selectOption('low')
    await rule('sqli-delay').getByText('Your severity').waitFor()
    expect((await settingOf('sqli-delay'))?.reportedAs).toBe('low')
    expect(await axe(open.page)).toEqual([])
    await rule('sqli-delay')
      .getByRole('button', { name: /^As shipped: / })
      .click()
    await rule('sqli-delay').getByText('Your severity').waitFor({ state: 'detached' })
    expect((await settingOf('sqli-delay'))?.reportedAs).toBe('critical')
  })

  it('go off together with their detector, and the model with its threshold is one of them', async () => {
    const { page, served } = open
    await at('/rules#scanner-agent')
    await page.getByRole('switch', { name: 'On: HTTP scanner' }).press('Space')
    await rule('scanner-agent').getByText('Off with its detector').waitFor()
    await page.getByRole('switch', { name: 'On: HTTP scanner' }).press('Space')
    await page.getByRole('textbox', { name: 'Threshold, 0 to 1' }).fill('2')
    await page.getByText('Give a number from 0 to 1.').waitFor()
    await page.getByRole('textbox', { name: 'Threshold, 0 to 1' }).fill('0.9')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.getByRole('button', { name: 'Leave it to the budget' }).click()
    await until(
      async () => !(await served.engine.rules.settings()).anomalyThreshold.isOwn,
      'the threshold is the model’s',
    )
  })

  it('show an encoded attack step by step, as text', async () => {
    const { page } = open
    await at('/rules/try')
    await page
      .getByLabel('Log lines')
      .fill(
        accessLine(
          '/?q=%2527%2520union%2520select%25201%252C2--%2520%253Cscript%253Ealert(1)%253C/script%253E',
        ),
      )
    await page.getByLabel('Log lines').press('Control+Enter')
    const result = page.getByRole('region', { name: 'What the engine makes of it' })
    await result.getByText('1 line, 1 with an alert.').waitFor()
    await result.getByText('Format: combined').waitFor()
    expect(await result.getByLabel('Decoded step by step').first().innerText()).toContain(
      'union select 1,2--',
    )
    expect((await result.locator('.raw-line mark').allInnerTexts()).join(' ')).toMatch(/union/i)
    await result.getByRole('link', { name: 'sqli-union-select' }).first().waitFor()
    await result.getByText(/the threshold of/).waitFor()
    expect(await page.locator('.try-results script').count()).toBe(0)
    expect(await axe(page)).toEqual([])
  })

  it('say why a line is not read, and take an example by one press', async () => {
    const { page } = open
    await page.getByLabel('Log lines').fill('no log line at all')
    await page.getByRole('button', { name: 'Try 1 line' }).click()
    await page.getByText('Not read.').waitFor()
    await page.getByLabel('Log lines').fill('x\n'.repeat(201))
    await page.getByText('These are more than 200 lines: take fewer.').waitFor()
    await at('/rules#xss-script-tag')
    await rule('xss-script-tag')
      .getByRole('link', { name: /^Try it: / })
      .first()
      .click()
    await page.getByText('1 line, 1 with an alert.').waitFor()
    await page.getByText('Format: json-caddy').waitFor()
  })

  it('lead from what they brought to just those alerts', async () => {
    const { page, dir, served } = open
    const log = join(dir, 'access.log')
    writeFileSync(log, `${accessLine('/?page=../../../../etc/passwd')}\nno log line at all\n`)
    await served.engine.sources.add({ path: log, kind: 'plain', from: 'beginning' })
    await until(async () => (await served.engine.rules.hits({})).length > 0, 'a rule has a hit')
    const [hit] = await served.engine.rules.hits({})
    await at(`/rules#${hit?.signature}`)
    await page.getByText('All', { exact: true }).last().click()
    await rule(hit?.signature ?? '')
      .getByRole('link', { name: /^1 hit of / })
      .click()
    await until(() => decodeURIComponent(page.url()).includes(`rule:${hit?.signature}`), 'they are filtered')
    expect(page.url()).toContain('range=all')
  })

  it('tell how often they were wrong, of the incidents that were decided on', async () => {
    const { page, served } = open
    const { incidents } = await served.engine.incidents.list({ filter: {}, sort: 'latest', limit: 10 })
    await served.engine.incidents.triage({
      ids: incidents.map(({ id }) => id),
      state: 'resolved',
      reason: 'false-alarm',
    })
    const [hit] = await served.engine.rules.hits({})
    await at(`/rules#${hit?.signature}`)
    await rule(hit?.signature ?? '')
      .getByText('100.0% false: 1 of 1 decided')
      .waitFor()
    expect(await axe(page)).toEqual([])
  })
})

describe('the pages of the rules', () => {
  it('pass axe in the light theme too, and fit a small window', () =>
    expectLightAndSmall(open, ['/rules#scanner-agent', '/rules/try']))
  it('complained of nothing but what was refused', () => {
    expect(open.complaints.filter((text) => !text.includes('422'))).toEqual([])
  })
})
