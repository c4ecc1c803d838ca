/** The process that `process.ts` measures: `headless.ts DATA_DIR KEY_FILE SEALED_FILE FILE_LINES LINES` prints its figures as JSON. */
import { keepCompiled } from '../../server/compile-cache.ts'
import { limitArenas } from '../../server/few-arenas.ts'
import type { ProcessFigures } from './process.ts'

const idleSeconds = 10
/** Until threads that examined are ended and heaps are swept. */
const restMs = 15_000
const longestMs = 3_600_000
const parts = 10
const [dataDir, keyFile, path, inFile, expected] = process.argv.slice(2)
if (path === undefined || inFile === undefined || expected === undefined)
  throw new Error('Usage: headless.ts DATA_DIR KEY_FILE SEALED_FILE FILE_LINES LINES')

keepCompiled()
limitArenas()
const { serve } = await import('../../server/main.ts')
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const served = await serve({ dataDir, keyFile, port: 0 })
const { sources, status } = served.engine
const counters = async () => (await status()).counters

let source = await sources.add({ path, kind: 'sealed', from: 'beginning' })
const begun = performance.now()
while ((await counters()).alerts === 0) await pause(10)
// Counted from the start of the process.
const firstAlertMs = Math.round(performance.now())

const wanted = Number(expected)
if (wanted === 0) {
  await served.close()
  print({ cold: { firstAlertMs } })
}
const rssMb = new Array<number>(parts).fill(0)
let lines = 0
for (let again = Number(inFile); lines < wanted && performance.now() - begun < longestMs; ) {
  const part = Math.floor((lines * parts) / wanted)
  rssMb[part] = Math.max(rssMb[part] ?? 0, Math.round(process.memoryUsage.rss() / 1024 / 1024))
  await pause(50)
  lines = (await counters()).linesRead
  if (lines < again || lines >= wanted) continue
  // Read to its end: the same file is read once more, as another source.
  again += Number(inFile)
  await sources.remove({ id: source.id })
  source = await sources.add({ path, kind: 'sealed', from: 'beginning' })
}
const ended = performance.now()

await pause(restMs)
const [cpu, usage] = [process.cpuUsage(), process.resourceUsage()]
await pause(idleSeconds * 1000)
const { user, system } = process.cpuUsage(cpu)
const wakeUps = process.resourceUsage().voluntaryContextSwitches - usage.voluntaryContextSwitches
const idleRss = process.memoryUsage.rss()
await served.close()

print({
  memory: {
    lines,
    linesPerSecond: Math.round((lines * 1000) / (ended - begun)),
    peakRssMb: Math.max(...rssMb),
    rssMbByTenth: rssMb,
  },
  idle: {
    seconds: idleSeconds,
    cpuPercent: Math.round((user + system) / idleSeconds / 100) / 100,
    wakeUpsPerSecond: Math.round((wakeUps * 10) / idleSeconds) / 10,
    rssMb: Math.round(idleRss / 1024 / 1024),
  },
  cold: { firstAlertMs },
})

function print(figures: ProcessFigures): never {
  console.log(JSON.stringify(figures))
  process.exit()
}
