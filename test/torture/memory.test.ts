import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { extent, patience, sayExtent } from './extent.ts'

const addresses = extent(50_000, 1_000_000)
sayExtent(`${addresses.toLocaleString('en')} addresses and user agents`)

/** The limit of the largest cache; a map that holds more grows with what an attacker sends. */
const mostEntries = 20_000
/** Of all maps and sets together, constants of the modules included. */
const mostTogether = 400_000

test('endless addresses, user agents, users, paths and hosts do not let any cache or window grow without bound', {
  timeout: patience,
}, () => {
  const child = fileURLToPath(new URL('./memory-child.ts', import.meta.url))
  const said = execFileSync(process.execPath, ['--expose-gc', child, String(addresses)], { encoding: 'utf8' })
  const { largest, all } = z.object({ largest: z.array(z.number()), all: z.number() }).parse(JSON.parse(said))
  console.info(`Largest maps and sets: ${largest.slice(0, 8).join(', ')}; together ${all} entries.`)
  expect(largest[0]).toBeLessThanOrEqual(mostEntries)
  expect(all).toBeLessThan(mostTogether)
})
