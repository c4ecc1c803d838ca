import { stat } from 'node:fs/promises'
import { OpenFile, type TailedLine } from './open-file.ts'
import { openAt, openCopy, openNextRotated, openRenamed } from './rotated.ts'
import type { TailPosition } from './tail-position.ts'

export { TailPosition } from './tail-position.ts'
export type { TailedLine }

export interface TailRead {
  readonly lines: readonly TailedLine[]
  /** where to go on; absent while the file was never seen */
  readonly position: TailPosition | undefined
  readonly size: number
  readonly state: 'reading' | 'idle' | 'missing'
  /** one sentence about what is not as usual */
  readonly notice?: string | undefined
}

/**
 * Follows a growing file by pulling. A file renamed away is read to its end before its successors are begun; a file
 * cut short after it was copied is read on in the copy; one written anew is begun anew; an unfinished last line waits
 * until its line feed is there.
 */
export class FileTail {
  readonly #path: string
  readonly #from: 'beginning' | 'end'
  #resume: TailPosition | undefined
  #file: OpenFile | undefined
  #wasSeen: boolean
  /** looks in a row that found nothing new in a file renamed away */
  #looks = 0
  #notice: string | undefined

  /** @param options.from where to begin a file that was never read; its successors are read from their beginning */
  constructor(path: string, position: TailPosition | undefined, options: { from: 'beginning' | 'end' }) {
    this.#path = path
    this.#resume = position
    this.#from = options.from
    this.#wasSeen = position !== undefined
  }

  async close(): Promise<void> {
    await this.#file?.close()
    this.#file = undefined
  }

  /** Whole lines from where the last read ended, about `maxBytes` of them. */
  async read(maxBytes: number): Promise<TailRead> {
    this.#file ??= await this.#open()
    const file = this.#file
    if (!file) return this.#missing()
    const { size } = await file.stat()
    if (!(await file.hasGrown(size))) return this.#restart(file)
    const { lines, notice = this.#takeNotice() } = await file.readLines(size, maxBytes)
    if (lines.length === 0 && notice === undefined) return this.#atEnd(file, size)
    this.#looks = 0
    return { lines, position: file.position, size, state: 'reading', notice }
  }

  async #open(): Promise<OpenFile | undefined> {
    const resume = this.#resume
    if (resume) {
      const known =
        (await openAt(this.#path, resume)) ??
        (await openRenamed(this.#path, resume)) ??
        (await openCopy(this.#path, resume))
      if (known) return known
    }
    const file = await OpenFile.open(this.#path, this.#from === 'end' && !this.#wasSeen ? 'end' : 0)
    if (!file) return undefined
    if (resume) {
      this.#notice = `The file read up to byte ${resume.offset} is gone; what was written to it since is not read.`
    }
    this.#wasSeen = true
    this.#resume = undefined
    return file
  }

  #missing(): TailRead {
    const notice = `There is no readable file at ${this.#path}: it is read as soon as there is one.`
    return { lines: [], position: this.#resume, size: 0, state: 'missing', notice }
  }

  /** The file was cut short or written anew. What was not read of it may stand in the copy made before. */
  async #restart(file: OpenFile): Promise<TailRead> {
    const copy = await openCopy(this.#path, file.position)
    if (copy) await file.close()
    else await file.rewind()
    const reading = copy ?? file
    this.#file = reading
    const { size } = await reading.stat()
    const notice = copy
      ? 'The file was cut short: reading the rest of it in the copy made before.'
      : 'The file was cut short or written anew: reading it from its beginning.'
    return { lines: [], position: reading.position, size, state: 'reading', notice }
  }

  /** Nothing new. A file renamed away is given a second look, for a server that writes to it until it is told. */
  async #atEnd(file: OpenFile, size: number): Promise<TailRead> {
    const idle: TailRead = { lines: [], position: file.position, size, state: 'idle' }
    const now = await stat(this.#path).catch(() => undefined)
    // Renamed away and no successor yet: keep the open file, it may still grow.
    if (!now || file.isAt(now)) return idle
    this.#looks++
    if (this.#looks < 2) return idle
    this.#looks = 0
    // Its last line will get no line feed any more.
    const rest = await file.readRest()
    const next = await openNextRotated(this.#path, file)
    this.#wasSeen = true
    this.#resume = undefined
    this.#file = next
    await file.close()
    return { lines: rest ? [rest] : [], position: file.position, size, state: 'reading' }
  }

  #takeNotice(): string | undefined {
    const notice = this.#notice
    this.#notice = undefined
    return notice
  }
}
