import { expect } from 'vitest'
import { axe } from './axe.ts'
import type { OpenConsole } from './open-console.ts'

/** Whether the page scrolls sideways. */
const isWide = ({ page }: OpenConsole): Promise<unknown> =>
  page.evaluate(
    'document.querySelector(".shell-main").scrollWidth > document.querySelector(".shell-main").clientWidth',
  )

/** Expects of pages that axe finds nothing in the light theme, and that they fit a small window. */
export async function expectLightAndSmall(open: OpenConsole, paths: readonly string[]): Promise<void> {
  const { page, served } = open
  const at = (path: string) => page.goto(`${served.url}${path}`)
  await at('/settings')
  await page.getByRole('combobox', { name: 'Look' }).click()
  await page.getByRole('option', { name: 'Light' }).click()
  await page.setViewportSize({ width: 1024, height: 700 })
  for (const path of paths) {
    await at(path)
    await page.locator('.card').first().waitFor()
    expect(await axe(page), path).toEqual([])
    expect(await isWide(open), path).toBe(false)
  }
}
