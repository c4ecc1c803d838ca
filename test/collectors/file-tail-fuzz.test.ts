import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FileTail, type TailPosition } from '../../engine/collectors/file-tail.ts'

type Step = 'append' | 'append half' | 'read' | 'read little' | 'restart' | 'rotate'

/** A server, its logrotate and a tail that stops and starts, in a folder of their own. */
class World {
  readonly #dir = mkdtempSync(join(tmpdir(), 'vedette-fuzz-'))
  readonly #log = join(this.#dir, 'access.log')
  readonly #way: 'rename' | 'copytruncate'
  #tail: FileTail
  #position: TailPosition | undefined
  #half = ''
  #seconds = 1_000
  readonly written: string[] = []
  readonly read: string[] = []

  constructor(way: 'rename' | 'copytruncate') {
    this.#way = way
    writeFileSync(this.#log, '')
    this.#tail = new FileTail(this.#log, undefined, { from: 'beginning' })
  }

  async take(step: Step): Promise<void> {
    if (step === 'append') this.#append(`${this.#newLine()}\n`)
    else if (step === 'append half') this.#appendHalf()
    else if (step === 'read') await this.readOnce(100_000)
    else if (step === 'read little') await this.readOnce(50)
    else if (step === 'restart') await this.#restart()
    else await this.#rotate()
  }

  async readOnce(maxBytes: number): Promise<boolean> {
    const { lines, position } = await this.#tail.read(maxBytes)
    this.read.push(...lines.map(({ text }) => text))
    this.#position = position ?? this.#position
    return lines.length > 0
  }

  /** Finishes the half line and reads until nothing new comes. */
  async settle(): Promise<void> {
    this.#finishHalf()
    for (let quiet = 0; quiet < 12; ) quiet = (await this.readOnce(100_000)) ? 0 : quiet + 1
  }

  async close(): Promise<void> {
    await this.#tail.close()
    rmSync(this.#dir, { recursive: true })
  }

  #newLine(): string {
    const line = `line ${this.written.length} ${'é🦉x'.repeat(14)} ${this.written.length}`
    this.written.push(line)
    return line
  }

  #append(text: string | Buffer): void {
    this.#finishHalf()
    this.#write(text)
  }

  #appendHalf(): void {
    this.#finishHalf()
    const bytes = Buffer.from(`${this.#newLine()}\n`)
    // The cut goes through a character.
    this.#half = bytes.subarray(13).toString('latin1')
    this.#write(bytes.subarray(0, 13))
  }

  #finishHalf(): void {
    if (this.#half !== '') this.#write(Buffer.from(this.#half, 'latin1'))
    this.#half = ''
  }

  #write(data: string | Buffer): void {
    appendFileSync(this.#log, data)
    // Rotations of a test follow each other faster than a file system's clock ticks.
    this.#seconds += 10
    utimesSync(this.#log, this.#seconds, this.#seconds)
  }

  async #restart(): Promise<void> {
    await this.#tail.close()
    this.#tail = new FileTail(this.#log, this.#position, { from: 'beginning' })
  }

  async #rotate(): Promise<void> {
    this.#append(`${this.#newLine()}\n`)
    // A file whose first line was never seen cannot be told from its copy: reading comes sooner than rotation.
    if (this.#way === 'copytruncate') await this.readOnce(50)
    let last = 1
    while (existsSync(`${this.#log}.${last}`)) last++
    for (let n = last; n > 1; n--) renameSync(`${this.#log}.${n - 1}`, `${this.#log}.${n}`)
    if (this.#way === 'rename') {
      renameSync(this.#log, `${this.#log}.1`)
      writeFileSync(this.#log, '')
    } else {
      copyFileSync(this.#log, `${this.#log}.1`)
      utimesSync(`${this.#log}.1`, this.#seconds, this.#seconds)
      truncateSync(this.#log, 0)
    }
    this.#write(`${this.#newLine()}\n`)
  }
}

const steps = fc.array(
  fc.constantFrom<Step>('append', 'append', 'append half', 'read', 'read little', 'restart', 'rotate'),
  { minLength: 5, maxLength: 40 },
)

test.each(['rename', 'copytruncate'] as const)(
  'every line is read once and in order, whatever is written, rotated (%s), stopped and started',
  async (way) => {
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const world = new World(way)
        await world.readOnce(1)
        for (const step of taken) await world.take(step)
        await world.settle()
        await world.close()
        expect(world.read).toEqual(world.written)
      }),
      { numRuns: 150 },
    )
  },
)
