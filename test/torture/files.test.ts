import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FileTail, type TailPosition } from '../../engine/collectors/file-tail.ts'
import { extent, patience, sayExtent, seed } from './extent.ts'

sayExtent('Files')

const ways = ['rename', 'copytruncate', 'delete and recreate', 'replace the inode', 'shrink'] as const
const steps = [
  ...ways,
  'append',
  'append',
  'append half',
  'append half',
  'read',
  'read little',
  'restart',
] as const
type Step = (typeof steps)[number]

/** A server whose log is treated in every way at once, and a tail that stops and starts. */
class World {
  readonly #dir = mkdtempSync(join(tmpdir(), 'vedette-files-'))
  readonly #log = join(this.#dir, 'access.log')
  #tail: FileTail
  #position: TailPosition | undefined
  #half = Buffer.alloc(0)
  #seconds = 1_000
  #rotations = 0
  readonly written: string[] = []
  readonly read: string[] = []

  constructor() {
    writeFileSync(this.#log, '')
    this.#tail = this.#open()
  }

  async take(step: Step, at: number): Promise<void> {
    if (step === 'append') this.#append()
    else if (step === 'append half') this.#append(at)
    else if (step === 'read') await this.#readOnce(100_000)
    else if (step === 'read little') await this.#readOnce(1 + Math.floor(at * 90))
    else if (step === 'restart') await this.#restart()
    else await this.#treat(step)
  }

  async #treat(way: (typeof ways)[number]): Promise<void> {
    this.#append()
    // What is destroyed before anyone looked is lost to everyone; rotations of one kind alone are read later as well,
    // which test/collectors shows.
    await this.settle()
    if (way === 'shrink') truncateSync(this.#log, 0)
    else if (way === 'delete and recreate') unlinkSync(this.#log)
    else if (way === 'rename') renameSync(this.#log, this.#rotated())
    else if (way === 'copytruncate') {
      const copy = this.#rotated()
      copyFileSync(this.#log, copy)
      utimesSync(copy, this.#seconds, this.#seconds)
      truncateSync(this.#log, 0)
    } else {
      writeFileSync(`${this.#log}.new`, '')
      renameSync(`${this.#log}.new`, this.#log)
    }
    this.#append()
  }

  /** Finishes the half line and reads until nothing new comes. */
  async settle(): Promise<void> {
    this.#finish()
    for (let quiet = 0; quiet < 6; ) quiet = (await this.#readOnce(100_000)) ? 0 : quiet + 1
  }

  async close(): Promise<void> {
    await this.#tail.close()
    rmSync(this.#dir, { recursive: true })
  }

  #open(): FileTail {
    return new FileTail(this.#log, this.#position, { from: 'beginning' })
  }

  async #restart(): Promise<void> {
    await this.#tail.close()
    this.#tail = this.#open()
  }

  async #readOnce(maxBytes: number): Promise<boolean> {
    const { lines, position } = await this.#tail.read(maxBytes)
    this.read.push(...lines.map(({ text }) => text.toString()))
    this.#position = position ?? this.#position
    return lines.length > 0
  }

  #rotated(): string {
    this.#rotations++
    return `${this.#log}.${this.#rotations}`
  }

  /** A line, or its first part up to any byte. */
  #append(share = 1): void {
    this.#finish()
    const line = `${this.written.length} at ${this.#seconds} ${'é🦉\u0000'.repeat(12)}`
    this.written.push(line)
    const bytes = Buffer.from(`${line}\n`)
    const cut = Math.ceil(share * bytes.length)
    this.#write(bytes.subarray(0, cut))
    this.#half = bytes.subarray(cut)
  }

  #finish(): void {
    if (this.#half.length > 0) this.#write(this.#half)
    this.#half = Buffer.alloc(0)
  }

  #write(data: Buffer): void {
    appendFileSync(this.#log, data)
    this.#seconds += 10
    utimesSync(this.#log, this.#seconds, this.#seconds)
  }
}

test('whatever is done to a file that is followed, every line is read once and in order', {
  timeout: patience,
}, async () => {
  const step = fc.tuple(fc.constantFrom<Step>(...steps), fc.double({ min: 0.01, max: 1, noNaN: true }))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (taken) => {
      const world = new World()
      for (const [what, at] of taken) await world.take(what, at)
      await world.settle()
      await world.close()
      expect(world.read).toEqual(world.written)
    }),
    { numRuns: extent(50, 5_000), seed },
  )
})

describe('a file that is deleted while it is read', () => {
  test('is read to its end, and its successor from its beginning', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'vedette-files-'))
    const log = join(dir, 'access.log')
    writeFileSync(log, 'a1\na2\n')
    const tail = new FileTail(log, undefined, { from: 'beginning' })
    const read: string[] = []
    const look = async () => read.push(...(await tail.read(3)).lines.map(({ text }) => text.toString()))
    await look()
    unlinkSync(log)
    await look()
    writeFileSync(log, 'b1\n')
    for (let i = 0; i < 5; i++) await look()
    expect(read).toEqual(['a1', 'a2', 'b1'])
    await tail.close()
    rmSync(dir, { recursive: true })
  })
})
