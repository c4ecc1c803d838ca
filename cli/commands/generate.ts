import { setTimeout as wait } from 'node:timers/promises'
import { Command, Option } from 'commander'
import { createTraffic } from '../../engine/collectors/generator/index.ts'
import { keyFileOption, keysFor } from '../key.ts'
import { integerBetween, numberBetween, readTime } from '../options.ts'
import { fileOutput, type Output, say, standardOutput } from '../output.ts'
import { RunningEngine } from '../running-engine.ts'
import { sealedOutput } from '../sealed-output.ts'

interface GenerateOptions {
  readonly rate: number
  readonly seed: number
  readonly count?: number
  readonly start?: Date
  readonly keyFile?: string
  readonly out: string
  readonly plain?: boolean
  readonly toEngine?: string | true
}

const tickMs = 200
const batchLines = 1000

export const generateCommand = (): Command =>
  new Command('generate')
    .description(
      'write traffic for a demo, a third each normal, attacks with a signature, and odd behaviour; sealed, or plain',
    )
    .option('-r, --rate <number>', 'lines a second', numberBetween(0.1, 100_000), 20)
    .option('-s, --seed <number>', 'same seed and start, same lines', integerBetween(0, 4_294_967_295), 1)
    .option(
      '-n, --count <number>',
      'write so many lines at once, the last of them as of now; without it, write at the rate until stopped',
      integerBetween(1, 100_000_000),
    )
    .option('--start <time>', 'time of the first line, ISO 8601; with --count', readTime)
    .option('-o, --out <file>', 'file to append to, `-` for the standard output', '-')
    .option('--plain', 'write plain lines instead of tokens')
    .addOption(keyFileOption().conflicts('plain'))
    .addOption(
      new Option(
        '-e, --to-engine [url]',
        'let the Vedette that runs here generate as demo data, until stopped (default: http://127.0.0.1:7700)',
      ).conflicts(['plain', 'out', 'count', 'start']),
    )
    .action(async (options: GenerateOptions) => {
      if (options.toEngine !== undefined) {
        await generateInEngine(options)
        return
      }
      const seal = options.plain ? (line: string) => line : sealer(options.keyFile)
      const output = await outputFor(options)
      const traffic = createTraffic(options.seed)
      const write = (times: readonly number[]) =>
        output.write(times.map((time) => `${seal(traffic.next(time).line)}\n`).join(''))
      const count =
        options.count === undefined
          ? await writeUntilStopped(options.rate, write)
          : await writeAtOnce(options.count, options, write)
      await output.close()
      say(`Wrote ${count.toLocaleString('en')} lines.`)
    })

function sealer(keyFile: string | undefined): (line: string) => string {
  const keyring = keysFor(keyFile, true)
  return (line) => keyring.seal(line)
}

async function outputFor({ out, plain = false }: GenerateOptions): Promise<Output> {
  if (!plain) return sealedOutput(out)
  return out === '-' ? standardOutput() : fileOutput(out)
}

type Write = (times: readonly number[]) => Promise<void>

async function writeAtOnce(count: number, { rate, start }: GenerateOptions, write: Write): Promise<number> {
  const step = 1000 / rate
  const first = start?.getTime() ?? Date.now() - (count - 1) * step
  for (let from = 0; from < count; from += batchLines) {
    const length = Math.min(batchLines, count - from)
    await write(Array.from({ length }, (_, i) => Math.round(first + (from + i) * step)))
  }
  return count
}

async function writeUntilStopped(rate: number, write: Write): Promise<number> {
  const stop = stopSignal()
  const begun = Date.now()
  let count = 0
  while (!stop.aborted) {
    const owed = Math.floor(((Date.now() - begun) * rate) / 1000) + 1 - count
    if (owed > 0) await write(new Array<number>(owed).fill(Date.now()))
    count += Math.max(0, owed)
    await wait(tickMs, undefined, { signal: stop }).catch(() => undefined)
  }
  return count
}

/** Its lines go the way of all lines, marked as the demo source's. */
async function generateInEngine({ toEngine, rate, seed, keyFile }: GenerateOptions): Promise<void> {
  const engine = await RunningEngine.find(
    typeof toEngine === 'string' ? toEngine : 'http://127.0.0.1:7700',
    keyFile,
  )
  const stop = stopSignal()
  await engine.startGenerator({ rate, seed })
  say('Generating in the running Vedette. Stop with Ctrl+C.')
  while (!stop.aborted) await wait(tickMs, undefined, { signal: stop }).catch(() => undefined)
  const { lines } = await engine.stopGenerator()
  say(`Generated ${lines.toLocaleString('en')} lines.`)
}

/** Aborted when the user, or the system, asks to stop. */
function stopSignal(): AbortSignal {
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  process.once('SIGTERM', () => stop.abort())
  return stop.signal
}
