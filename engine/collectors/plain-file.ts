import { ChangeWatch } from '../change-watch.ts'
import { pause } from '../pause.ts'
import type { SealedLogWriter } from '../sealed-log/writer.ts'
import { FileTail, TailPosition } from './file-tail.ts'

const readBytes = 256 * 1024
const retryMs = 2_000

export interface PlainFile {
  readonly sourceId: number
  readonly path: string
  readonly from: 'beginning' | 'end'
  /** the collector's position as the sealed log and the store know it */
  readonly position: unknown
}

export interface CollectorState {
  readonly state: 'reading' | 'idle' | 'missing' | 'failed'
  readonly message?: string | undefined
  readonly offset: number
  readonly size: number
  /** inode of the file that is read, where that is known */
  readonly ino?: number | undefined
}

/**
 * Follows a plain log file and seals its lines. The position travels inside the frame it seals, so after a crash
 * the collector goes on where the sealed log ends: no line twice, none lost.
 */
export class PlainFileCollector {
  readonly #file: PlainFile
  readonly #writer: SealedLogWriter
  readonly #stop = new AbortController()
  readonly #watch = new ChangeWatch()
  readonly #done: Promise<void>
  #status: CollectorState = { state: 'idle', offset: 0, size: 0 }

  constructor(file: PlainFile, writer: SealedLogWriter) {
    this.#file = file
    this.#writer = writer
    this.#done = this.#run()
  }

  get status(): CollectorState {
    return this.#status
  }

  async close(): Promise<void> {
    this.#stop.abort()
    await this.#done
  }

  async #run(): Promise<void> {
    let position = this.#file.position === undefined ? undefined : TailPosition.parse(this.#file.position)
    let tail = this.#open(position)
    while (!this.#stop.signal.aborted) {
      try {
        const read = await tail.read(readBytes)
        const { state, notice, size } = read
        const { offset = 0, ino } = read.position ?? {}
        this.#status = { state, message: notice, offset, size, ino }
        const lines = read.lines.map(({ text }) => text.toString()).filter((line) => line.length > 0)
        if (lines.length > 0) {
          const header = { v: 1 as const, source: this.#file.sourceId, at: Date.now() }
          this.#watch.found()
          await this.#writer.append(read.position ? { ...header, position: read.position } : header, lines)
        }
        position = read.position ?? position
        if (lines.length === 0) await this.#watch.rest([this.#file.path], this.#stop.signal)
      } catch (error) {
        // Nothing of this reading is sealed: start again from what is.
        const message = error instanceof Error ? error.message : String(error)
        this.#status = { ...this.#status, state: 'failed', message }
        await tail.close()
        tail = this.#open(position)
        await pause(retryMs, this.#stop.signal)
      }
    }
    this.#watch.close()
    await tail.close()
  }

  #open(position: TailPosition | undefined): FileTail {
    return new FileTail(this.#file.path, position, { from: this.#file.from })
  }
}
