import { mkdirSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { encodeFrame, type FrameHeader } from './frame.ts'
import type { Keyring } from './keyring.ts'
import { segmentName, segmentNumbers } from './segments.ts'

export interface WriterOptions {
  /** a segment is closed beyond this size */
  readonly segmentBytes?: number
}

interface Waiting {
  readonly token: string
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

/**
 * Appends frames to the sealed log, one token a line. An append resolves once its token is on disk; appends that
 * come while the disk works share the next write and its fsync.
 */
export class SealedLogWriter {
  readonly #dir: string
  readonly #keyring: Keyring
  readonly #segmentBytes: number
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined
  #file: { handle: FileHandle; number: number; size: number } | undefined

  private constructor(dir: string, keyring: Keyring, options: WriterOptions) {
    this.#dir = dir
    this.#keyring = keyring
    this.#segmentBytes = options.segmentBytes ?? 64 * 1024 * 1024
  }

  static open(dir: string, keyring: Keyring, options: WriterOptions = {}): SealedLogWriter {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    return new SealedLogWriter(dir, keyring, options)
  }

  append(header: FrameHeader, lines: readonly string[]): Promise<void> {
    const token = this.#keyring.seal(encodeFrame(header, lines))
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#waiting.push({ token, resolve, reject })
    this.#writing ??= this.#work()
    return promise
  }

  async close(): Promise<void> {
    await this.#writing
    await this.#file?.handle.close()
    this.#file = undefined
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        await this.#write(batch.map(({ token }) => `${token}\n`).join(''))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#writing = undefined
  }

  async #write(text: string): Promise<void> {
    const file = this.#file ?? (await this.#openSegment())
    this.#file = file
    const bytes = Buffer.from(text)
    try {
      await file.handle.write(bytes, 0, bytes.length, file.size)
      await file.handle.datasync()
    } catch (error) {
      // Half a token may lie on disk: cut it off, so that the next one stands on a line of its own.
      await file.handle.truncate(file.size).catch(() => undefined)
      throw error
    }
    file.size += bytes.length
    if (file.size >= this.#segmentBytes) {
      await file.handle.close()
      this.#file = await this.#create(file.number + 1)
    }
  }

  /** Goes on with the last segment; a token that a crash left unfinished is cut off. */
  async #openSegment(): Promise<{ handle: FileHandle; number: number; size: number }> {
    const last = (await segmentNumbers(this.#dir)).at(-1)
    if (last === undefined) return this.#create(1)
    const handle = await open(join(this.#dir, segmentName(last)), 'r+')
    const { size } = await handle.stat()
    const whole = await endOfLastLine(handle, size)
    if (whole < size) await handle.truncate(whole)
    return { handle, number: last, size: whole }
  }

  async #create(number: number): Promise<{ handle: FileHandle; number: number; size: number }> {
    const handle = await open(join(this.#dir, segmentName(number)), 'wx', 0o600)
    return { handle, number, size: 0 }
  }
}

async function endOfLastLine(handle: FileHandle, size: number): Promise<number> {
  const window = Buffer.alloc(64 * 1024)
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - window.length)
    const { bytesRead } = await handle.read(window, 0, end - start, start)
    const at = window.subarray(0, bytesRead).lastIndexOf(0x0a)
    if (at !== -1) return start + at + 1
    end = start
  }
  return 0
}
