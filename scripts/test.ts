/** `npm test`: format and lint, types, then every test; the console's end-to-end tests where there is a Chromium. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
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
const totals = { passed: 0, failed: 0, leftOut: 0 }

/** Runs a command to its end, its output shown. Answers whether all was well. */
function run(title: string, command: string, args: readonly string[]): boolean {
  console.log(`\n▸ ${title}`)
  return spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0
}

/** A check counts as one test. */
function check(title: string, command: string, args: readonly string[]): void {
  if (run(title, command, args)) totals.passed++
  else totals.failed++
}

function tests(title: string, args: readonly string[]): void {
  const dir = mkdtempSync(join(tmpdir(), 'vedette-report-'))
  const file = join(dir, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${file}`]
  const isWell = run(title, 'vitest', ['run', ...reporters, ...args])
  const { data } = Report.safeParse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined)
  rmSync(dir, { recursive: true, force: true })
  totals.passed += data?.numPassedTests ?? 0
  totals.leftOut += data?.numPendingTests ?? 0
  // A file that could not even be loaded has no failed test, but is one.
  totals.failed += isWell ? 0 : Math.max(1, data?.numFailedTests ?? 0)
}

check('Format and lint', 'biome', ['ci', '--error-on-warnings', '.'])
check('Types', 'tsc', ['--noEmit'])
// The server's tests ask for the console as a browser does.
if (!isConsoleFresh()) await buildConsole()
tests('Unit and integration tests', [])
if (findChromium() === undefined) {
  console.log(
    '\nLeft out: the end-to-end tests, as there is no Chromium. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.',
  )
} else {
  tests('End-to-end tests in Chromium', ['--config', 'vitest.e2e.config.ts'])
}
if (totals.leftOut > 0) {
  console.log(`\nLeft out, as something is not on this machine: ${totals.leftOut}; each says what, above.`)
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
if (totals.failed > 0) process.exitCode = 1
