import { mkdirSync } from 'node:fs'
import { encodeFrame, type FrameHeader } from './frame.ts'
import type { Keyring } from './keyring.ts'
import { lastToken } from './last-token.ts'
import { type ChainEnd, leap, tagOf } from './link.ts'
import { segmentNumbers } from './segments.ts'
import { WritableSegment } from './writable-segment.ts'
import { writingProblem } from './writing-problem.ts'

export interface WriterOptions {
  /** a segment that has reached this size is followed by the next one; 64 MiB where nothing is said */
  readonly segmentBytes?: number
  /** how far the log was read: a log that was cut short since is not gone on with below it */
  readonly read?: { readonly n: number; readonly segment: number }
}

interface Waiting {
  readonly header: Omit<FrameHeader, 'link'>
  readonly lines: readonly string[]
  readonly resolve: () => void
  readonly reject: (reason: unknown) => void
}

/**
 * Appends frames to the sealed log, one token a line, each linked to the one before. An append resolves once its
 * token is on disk; appends that come while the disk works share the next write and its fsync. There is one writer
 * for a folder.
 */
export class SealedLogWriter {
  readonly #dir: string
  readonly #keyring: Keyring
  readonly #segmentBytes: number
  #waiting: Waiting[] = []
  #writing: Promise<void> | undefined
  #segment: WritableSegment | undefined
  /** the last token of the log; unknown until the first append */
  #end: ChainEnd | undefined
  /** no number up to this one is given again, nor a segment below this one gone on with */
  readonly #read: { readonly n: number; readonly segment: number }
  /** what keeps it from writing right now, one sentence; undefined once a write went well */
  problem: string | undefined

  private constructor(dir: string, keyring: Keyring, options: WriterOptions) {
    this.#dir = dir
    this.#keyring = keyring
    this.#segmentBytes = options.segmentBytes ?? 64 * 1024 * 1024
    this.#read = options.read ?? { n: 0, segment: 0 }
  }

  static open(dir: string, keyring: Keyring, options: WriterOptions = {}): SealedLogWriter {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    return new SealedLogWriter(dir, keyring, options)
  }

  /** @param lines at least one. Rejects with one sentence; then nothing of the frame is kept. */
  append(header: Omit<FrameHeader, 'link'>, lines: readonly string[]): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#waiting.push({ header, lines, resolve, reject })
    this.#writing ??= this.#work()
    return promise
  }

  /** Resolves once all that was appended is on disk. */
  async close(): Promise<void> {
    await this.#writing
    await this.#segment?.close()
    this.#segment = undefined
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      const written = await this.#write(batch)
      for (const { resolve } of batch.slice(0, written)) resolve()
      for (const { reject } of batch.slice(written)) reject(new Error(this.problem))
    }
    this.#writing = undefined
  }

  /** Answers how many are written. What stands in the file may have been read: it counts, whatever failed behind it. */
  async #write(batch: readonly Waiting[]): Promise<number> {
    let written = 0
    try {
      const segment = await this.#segmentToWrite()
      const ends: ChainEnd[] = []
      const tokens = batch.map((waiting) => {
        const { token, end } = this.#seal(waiting, ends.at(-1) ?? this.#end, segment.number)
        ends.push(end)
        return Buffer.from(`${token}\n`, 'latin1')
      })
      const { stood, error } = await segment.append(tokens)
      written = stood
      this.#end = ends[stood - 1] ?? this.#end
      if (error !== undefined) throw error
      this.problem = undefined
    } catch (error) {
      this.problem = writingProblem(this.#dir, error)
      await this.#leave()
    }
    return written
  }

  #seal({ header, lines }: Waiting, last: ChainEnd | undefined, segment: number) {
    const n = (last?.n ?? 0) + 1
    const first = last?.segment === segment ? last.first : n
    const link = { n, first, prev: last?.tag ?? '' }
    const token = this.#keyring.seal(encodeFrame({ ...header, link }, lines))
    return { token, end: { n, first, tag: tagOf(token), segment } }
  }

  async #leave(): Promise<void> {
    await this.#segment?.close()
    this.#segment = undefined
  }

  async #segmentToWrite(): Promise<WritableSegment> {
    if (this.#segment && !(await this.#segment.isInPlace())) await this.#leave()
    const last = this.#segment?.number ?? (await segmentNumbers(this.#dir)).at(-1) ?? 0
    this.#end ??= await this.#findEnd()
    const behind = Math.max(last, this.#end.segment, this.#read.segment)
    if (last < behind || last === 0) {
      // The newest segment was removed; its number is not used again.
      this.#segment = await WritableSegment.create(this.#dir, behind + 1)
    }
    this.#segment ??= await WritableSegment.open(this.#dir, last)
    if (this.#segment.size >= this.#segmentBytes) {
      const { number } = this.#segment
      await this.#leave()
      this.#segment = await WritableSegment.create(this.#dir, number + 1)
    }
    return this.#segment
  }

  async #findEnd(): Promise<ChainEnd> {
    const { n = this.#read.n + leap, ...last } = await lastToken(this.#dir, this.#keyring)
    return { ...last, n: Math.max(n, this.#read.n) }
  }
}
