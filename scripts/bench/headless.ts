/** The process that `process.ts` measures: `headless.ts DATA_DIR KEY_FILE SEALED_FILE LINES` prints its figures as JSON. */
import { serve } from '../../server/main.ts'
import type { ProcessFigures } from './process.ts'

const idleSeconds = 5
const longestMs = 600_000
const [dataDir, keyFile, path, expected] = process.argv.slice(2)
if (path === undefined || expected === undefined)
  throw new Error('Usage: headless.ts DATA_DIR KEY_FILE SEALED_FILE LINES')

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const served = await serve({ dataDir, keyFile, port: 0 })
const counters = async () => (await served.engine.status()).counters

await served.engine.sources.add({ path, kind: 'sealed', from: 'beginning' })
const begun = performance.now()
while ((await counters()).alerts === 0) await pause(10)
// Counted from the start of the process.
const firstAlertMs = Math.round(performance.now())

let [lines, peak] = [0, 0]
while (lines < Number(expected) && performance.now() - begun < longestMs) {
  peak = Math.max(peak, process.memoryUsage.rss())
  await pause(50)
  lines = (await counters()).linesRead
}
const ended = performance.now()

await pause(12_000)
const [cpu, usage] = [process.cpuUsage(), process.resourceUsage()]
await pause(idleSeconds * 1000)
const { user, system } = process.cpuUsage(cpu)
const wakeUps = process.resourceUsage().voluntaryContextSwitches - usage.voluntaryContextSwitches
await served.close()

const figures: ProcessFigures = {
  memory: {
    lines,
    linesPerSecond: Math.round((lines * 1000) / (ended - begun)),
    peakRssMb: Math.round(peak / 1024 / 1024),
  },
  idle: {
    seconds: idleSeconds,
    cpuPercent: Math.round((user + system) / idleSeconds / 100) / 100,
    wakeUpsPerSecond: Math.round(wakeUps / idleSeconds),
  },
  cold: { firstAlertMs },
}
console.log(JSON.stringify(figures))
process.exit()
