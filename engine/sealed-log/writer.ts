import { mkdirSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { endOfLastLine } from '../collectors/last-line.ts'
import { encodeFrame, type FrameHeader } from './frame.ts'
import type { Keyring } from './keyring.ts'
import { segmentName, segmentNumbers } from './segments.ts'

export interface WriterOptions {
  /** a segment that has reached this size is followed by the next one; 64 MiB where nothing is said */
  readonly segmentBytes?: number
}

interface Waiting {
  readonly token: string
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

interface Segment {
  readonly handle: FileHandle
  readonly number: number
  size: number
}

/**
 * Appends frames to the sealed log, one token a line. An append resolves once its token is on disk; appends that
 * come while the disk works share the next write and its fsync. There is one writer for a folder.
 */
export class SealedLogWriter {
  readonly #dir: string
  readonly #keyring: Keyring
  readonly #segmentBytes: number
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined
  #segment: Segment | undefined

  private constructor(dir: string, keyring: Keyring, options: WriterOptions) {
    this.#dir = dir
    this.#keyring = keyring
    this.#segmentBytes = options.segmentBytes ?? 64 * 1024 * 1024
  }

  static open(dir: string, keyring: Keyring, options: WriterOptions = {}): SealedLogWriter {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    return new SealedLogWriter(dir, keyring, options)
  }

  /** @param lines at least one. Rejects with the disk's error; then nothing of the frame is kept. */
  append(header: FrameHeader, lines: readonly string[]): Promise<void> {
    const token = this.#keyring.seal(encodeFrame(header, lines))
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#waiting.push({ token, resolve, reject })
    this.#writing ??= this.#work()
    return promise
  }

  /** Resolves once all that was appended is on disk. */
  async close(): Promise<void> {
    await this.#writing
    await this.#segment?.handle.close()
    this.#segment = undefined
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
    const segment = await this.#segmentToWrite()
    const bytes = Buffer.from(text)
    try {
      await segment.handle.appendFile(bytes)
      await segment.handle.datasync()
    } catch (error) {
      // Half a token may lie on disk: the next write begins by cutting it off.
      await segment.handle.truncate(segment.size).catch(() => undefined)
      await segment.handle.close().catch(() => undefined)
      this.#segment = undefined
      throw error
    }
    segment.size += bytes.length
  }

  async #segmentToWrite(): Promise<Segment> {
    this.#segment ??= await this.#openLast()
    if (this.#segment.size >= this.#segmentBytes) {
      const full = this.#segment
      this.#segment = await this.#create(full.number + 1)
      await full.handle.close()
    }
    return this.#segment
  }

  /** Goes on with the last segment; a token that a crash left unfinished is cut off. */
  async #openLast(): Promise<Segment> {
    const last = (await segmentNumbers(this.#dir)).at(-1)
    if (last === undefined) return this.#create(1)
    const handle = await open(join(this.#dir, segmentName(last)), 'a+')
    const { size } = await handle.stat()
    const whole = await endOfLastLine(handle, size)
    if (whole < size) await handle.truncate(whole)
    return { handle, number: last, size: whole }
  }

  async #create(number: number): Promise<Segment> {
    const handle = await open(join(this.#dir, segmentName(number)), 'ax', 0o600)
    await syncFolder(this.#dir)
    return { handle, number, size: 0 }
  }
}

/** Makes a new name in the folder durable, where the system lets a folder be opened (Windows does not). */
async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(dir, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
