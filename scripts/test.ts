/** `npm test`: format and lint, types, then every test; the console's end-to-end tests where there is a Chromium. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { findChromium } from '../test/e2e/chromium.ts'
import { buildConsole, isConsoleFresh } from './build-console.ts'

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
})
const totals = { passed: 0, failed: 0, skipped: 0 }
let isBroken = false

function step(title: string, command: string, args: readonly string[]): void {
  console.log(`\n▸ ${title}`)
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) isBroken = true
}

function tests(title: string, args: readonly string[]): void {
  const dir = mkdtempSync(join(tmpdir(), 'vedette-report-'))
  const file = join(dir, 'report.json')
  step(title, 'vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile=${file}`, ...args])
  try {
    const report = Report.parse(JSON.parse(readFileSync(file, 'utf8')))
    totals.passed += report.numPassedTests
    totals.failed += report.numFailedTests
    totals.skipped += report.numPendingTests
  } catch {
    isBroken = true
  }
  rmSync(dir, { recursive: true, force: true })
}

step('Format and lint', 'biome', ['ci', '--error-on-warnings', '.'])
step('Types', 'tsc', ['--noEmit'])
tests('Unit and integration tests', [])
if (findChromium() === undefined) {
  console.log(
    '\nLeft out: the end-to-end tests, as there is no Chromium. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.',
  )
} else {
  if (!isConsoleFresh()) await buildConsole()
  tests('End-to-end tests in Chromium', ['--config', 'vitest.e2e.config.ts'])
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
if (isBroken || totals.failed > 0) {
  console.log('Not all is well: see above.')
  process.exit(1)
}
