import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createTraffic } from '../../engine/collectors/generator/index.ts'
import { Random } from '../../engine/collectors/generator/random.ts'

const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))

/** A web server's log that is written without regard for lines, and rotated. */
export class PouringLog {
  readonly path: string
  readonly #random: Random
  readonly #traffic: ReturnType<typeof createTraffic>
  #unwritten: Buffer = Buffer.alloc(0)
  #rotations = 0
  #time = Date.parse('2026-11-21T06:00:00Z')
  readonly lines: string[] = []

  constructor(dir: string, seed: number) {
    this.path = join(dir, 'access.log')
    this.#random = new Random(seed)
    this.#traffic = createTraffic(seed)
    writeFileSync(this.path, '')
  }

  /** Logs `count` more lines; the last ones may be written in part. */
  pour(count: number): void {
    const fresh: string[] = []
    for (let i = 0; i < count; i++) {
      this.#time += this.#random.int(0, 400)
      fresh.push(this.#traffic.next(this.#time).line)
    }
    this.lines.push(...fresh)
    const bytes = Buffer.concat([this.#unwritten, Buffer.from(`${fresh.join('\n')}\n`)])
    const cut = this.#random.int(0, bytes.length)
    appendFileSync(this.path, bytes.subarray(0, cut))
    this.#unwritten = bytes.subarray(cut)
  }

  /** Writes what is still to be written. */
  finish(): void {
    appendFileSync(this.path, this.#unwritten)
    this.#unwritten = Buffer.alloc(0)
  }

  rotate(): void {
    this.finish()
    while (existsSync(`${this.path}.${this.#rotations + 1}`)) this.#rotations++
    for (let n = this.#rotations; n > 0; n--) renameSync(`${this.path}.${n}`, `${this.path}.${n + 1}`)
    renameSync(this.path, `${this.path}.1`)
    writeFileSync(this.path, '')
  }
}

export interface Life {
  readonly dataDir: string
  readonly keyFile: string
  /** dies so many milliseconds after it began to serve, or, where told, after it was started */
  readonly lifeMs: number
  readonly since: 'start' | 'serving'
  /** done every few milliseconds while it lives */
  readonly meanwhile: () => void
  /** dies as soon as this holds, asked every few milliseconds */
  readonly until?: () => boolean
}

/** Starts `vedette serve`, kills it without warning when its time has come, and waits until it is gone. */
export async function liveAndDie({ dataDir, keyFile, lifeMs, since, meanwhile, until }: Life): Promise<void> {
  const args = [main, 'serve', '--data-dir', dataDir, '--key-file', keyFile, '--port', '0']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let death = since === 'start' ? Date.now() + lifeMs : Number.POSITIVE_INFINITY
  // The login link is the first thing that it prints: it serves.
  child.stdout.once('data', () => {
    death = Math.min(death, Date.now() + lifeMs)
  })
  child.stderr.on('data', (data: Buffer) => {
    said += data.toString()
  })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('close', (_code, signal) => resolve(signal))
  })
  try {
    while (Date.now() < death && child.exitCode === null) {
      meanwhile()
      if (until?.()) break
      await wait(10)
    }
  } finally {
    child.kill('SIGKILL')
  }
  if ((await ended) !== 'SIGKILL') throw new Error(`The engine ended before it was killed: ${said}`)
}
