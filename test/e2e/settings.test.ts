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

describe('the sources', () => {
  it('account for every line, and open the quarantine of one', async () => {
    const { page, dir, served } = open
    const log = join(dir, 'access.log')
    writeFileSync(log, `${accessLine('/')}\nno log line at all\n${accessLine('/about', 4)}\n`)
    await served.engine.sources.add({ path: log, kind: 'plain', from: 'beginning' })
    await at('/sources')
    const totals = page.getByRole('region', { name: 'All lines' })
    await until(
      async () =>
        /3\s+lines read\s*=\s*2\s+with a known format\s*\+\s*1\s+without/.test(await totals.innerText()),
      'the lines add up',
    )
    const row = page.getByRole('row', { name: /access\.log/ })
    await row.getByText('Up to date').waitFor()
    await row.getByText(/usually every/).waitFor()
    expect(await axe(page)).toEqual([])
    await row.getByRole('button', { name: /1 entry of access\.log in quarantine/ }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Quarantine of access.log' })
    await dialog.getByText('its format is not known').waitFor()
    expect(await axe(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })

  it('say what to do where the key is wrong', async () => {
    const { page, dir, served } = open
    const sealed = join(dir, 'foreign.sealed')
    writeFileSync(sealed, 'gAAAAABnotatoken\n'.repeat(3))
    await served.engine.sources.add({ path: sealed, kind: 'sealed', from: 'beginning' })
    await at('/sources')
    const row = page.getByRole('row', { name: /foreign\.sealed/ })
    await row.getByText('Wrong key?').waitFor()
    await row.getByText(/add it again with the key it was sealed with/).waitFor()
    await row.getByText(/no key of its own/).waitFor()
  })
})

describe('the settings', () => {
  it('refuse a wrong value at its field before anything is sent', async () => {
    const { page, served } = open
    await at('/settings')
    await page.getByText('All is saved.').waitFor()
    await page.getByRole('textbox', { name: 'Keep alerts for' }).fill('0')
    await page.getByLabel('Block list').fill('300.1.1.1')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Give whole days from 1 to 3,650.').waitFor()
    await page.getByText(/No address or range .*300\.1\.1\.1/).waitFor()
    await page.locator('textarea[aria-invalid="true"]:focus').waitFor()
    expect((await served.engine.settings.get()).retentionDays).toBe(30)
    expect(await axe(page)).toEqual([])
  })

  it('keep what is typed while another page is looked at, and save it', async () => {
    const { page, served } = open
    await page.getByRole('textbox', { name: 'Keep alerts for' }).fill('14')
    await page.getByLabel('Block list').fill('203.0.113.9')
    await page.getByRole('textbox', { name: 'Latitude' }).fill('48.85')
    await page.getByRole('textbox', { name: 'Longitude' }).fill('2.35')
    await page.getByRole('link', { name: 'Rules', exact: true }).click()
    await page.getByText(/Your settings are not saved yet/).waitFor()
    await page.getByRole('link', { name: 'Settings', exact: true }).click()
    await page.getByText('3 changes are not saved.').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/^Saved /).waitFor()
    const { retentionDays, blockList, home } = await served.engine.settings.get()
    expect({ retentionDays, blockList, home }).toEqual({
      retentionDays: 14,
      blockList: ['203.0.113.9'],
      home: { latitude: 48.85, longitude: 2.35 },
    })
  })

  it('take a secret, never show it again, and let it go', async () => {
    const { page, served } = open
    const secret = 'abuse-key-of-this-test'
    await page.getByLabel('AbuseIPDB key').fill(secret)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Set. It is never shown; type a new one to replace it.').waitFor()
    await page.reload()
    await page.getByText('Set. It is never shown; type a new one to replace it.').waitFor()
    expect(await page.getByLabel('AbuseIPDB key').inputValue()).toBe('')
    expect(await page.content()).not.toContain(secret)
    await page.getByRole('button', { name: 'Remove the key' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Not set.').waitFor()
    expect((await served.engine.settings.get()).abuseIpDbKeySet).toBe(false)
  })

  it('tell what the engine refuses', async () => {
    const { page } = open
    await page.getByLabel('Your GeoLite2-City.mmdb').fill('/nowhere/at/all.mmdb')
    await page.getByRole('button', { name: 'Save' }).click()
    await page
      .getByRole('alert')
      .getByText(/^Not saved: .*\/nowhere\/at\/all\.mmdb/)
      .waitFor()
    await page.getByRole('button', { name: 'Discard' }).click()
    await page.getByText('All is saved.').waitFor()
  })
})

describe('sources and settings', () => {
  it('pass axe in the light theme too, and fit a small window', () =>
    expectLightAndSmall(open, ['/sources', '/settings']))
  it('complained of nothing but what was refused', () => {
    expect(open.complaints.filter((text) => !text.includes('422'))).toEqual([])
  })
})
