/** `npm run docs:screenshots`: pictures of every page over the real server, engine and demo, into docs/pictures. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openConsole } from '../test/e2e/open-console.ts'
import { buildConsole, isConsoleFresh } from './build-console.ts'

const out = fileURLToPath(new URL('../docs/pictures', import.meta.url))
const seconds = (n: number) => new Promise((resolve) => setTimeout(resolve, n * 1000))

if (!isConsoleFresh()) await buildConsole()
mkdirSync(out, { recursive: true })
const { page, served, close } = await openConsole()
const shoot = async (name: string) => {
  await page.screenshot({ path: join(out, `${name}.png`) })
  console.log(`docs/pictures/${name}.png`)
}
await served.engine.generator.start({ rate: 60, seed: 4 })
await seconds(40)
await page.getByText('15 min', { exact: true }).click()
await seconds(3)
await shoot('overview')
for (const name of ['Alerts', 'Map', 'Rules', 'Sources', 'Settings']) {
  await page.getByRole('link', { name, exact: true }).click()
  await seconds(2)
  await shoot(name.toLowerCase())
}
await served.engine.generator.stop()
await page.getByRole('link', { name: 'Alerts', exact: true }).click()
await page.locator('button.alert-row', { hasText: 'SQL injection' }).first().click()
await seconds(1.5)
await shoot('alert')
await close()
