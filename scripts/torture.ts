/** `npm run test:torture`: the torture tests at length; what is given is handed on to vitest, e.g. a file's name. */
import { spawnSync } from 'node:child_process'

const named = process.argv.slice(2)
const { status } = spawnSync('vitest', ['run', ...(named.length > 0 ? named : ['test/torture'])], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, VEDETTE_TORTURE: 'long' },
})
process.exit(status ?? 1)
