import { stat } from 'node:fs/promises'
import { longestLine, OpenFile, type TailedLine } from './open-file.ts'
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

export interface TailOptions {
  /** where to begin a file that was never read; its successors are read from their beginning */
  readonly from: 'beginning' | 'end'
  /** bytes after which a line is cut; 1 MiB where nothing is said */
  readonly longest?: number
}

/**
 * Follows a growing file by pulling. A file renamed away is read to its end before its successors are begun; a file
 * cut short after it was copied is read on in the copy; one written anew is begun anew; an unfinished last line waits
 * until its line feed is there.
 */
export class FileTail {
  readonly #path: string
  readonly #from: 'beginning' | 'end'
  readonly #longest: number
  #resume: TailPosition | undefined
  #file: OpenFile | undefined
  #wasSeen: boolean
  /** looks in a row that found nothing new in a file renamed away */
  #looks = 0
  #isCopy = false
  #notice: string | undefined

  constructor(path: string, position: TailPosition | undefined, options: TailOptions) {
    this.#path = path
    this.#resume = position
    this.#from = options.from
    this.#longest = options.longest ?? longestLine
    this.#wasSeen = position !== undefined
  }

  async close(): Promise<void> {
    await this.#file?.close()
    this.#file = undefined
  }

  /** Whole lines from where the last read ended, about `maxBytes` of them. */
  async read(maxBytes: number): Promise<TailRead> {
    for (;;) {
      const seen = await this.#look(maxBytes)
      if (!seen) continue
      const notice = seen.notice ?? this.#notice
      this.#notice = undefined
      return { ...seen, notice }
    }
  }

  /** Undefined where nothing is left here, but elsewhere may be: look again. */
  async #look(maxBytes: number): Promise<TailRead | undefined> {
    this.#file ??= await this.#open()
    const file = this.#file
    if (!file) return this.#missing()
    const { size } = await file.stat()
    if (!(await file.hasGrown(size))) {
      await this.#restart(file)
      return undefined
    }
    const { lines, notice } = await file.readLines(size, maxBytes, this.#longest)
    this.#notice = notice ?? this.#notice
    if (lines.length > 0) {
      this.#looks = 0
      return { lines, position: file.position, size, state: 'reading' }
    }
    return notice === undefined ? this.#atEnd(file, size) : undefined
  }

  async #open(): Promise<OpenFile | undefined> {
    const resume = this.#resume
    this.#isCopy = false
    if (resume) {
      const known = (await openAt(this.#path, resume)) ?? (await openRenamed(this.#path, resume))
      if (known) return known
      const copy = await openCopy(this.#path, resume)
      this.#isCopy = copy !== undefined
      if (copy) return copy
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
  async #restart(file: OpenFile): Promise<void> {
    const copy = await openCopy(this.#path, file.position)
    if (copy) {
      await file.close()
      this.#file = copy
      this.#isCopy = true
      this.#notice = 'The file was cut short: reading the rest of it in the copy made before.'
    } else {
      await file.rewind()
      this.#notice = 'The file was cut short or written anew: reading it from its beginning.'
    }
  }

  /**
   * Nothing new. A file that was replaced is done with, after a second look where it was renamed: its server may write
   * to it until it is told.
   */
  async #atEnd(file: OpenFile, size: number): Promise<TailRead | undefined> {
    const idle: TailRead = { lines: [], position: file.position, size, state: 'idle' }
    const now = await stat(this.#path).catch(() => undefined)
    // Renamed away and no successor yet: keep the open file, it may still grow.
    if (!now || file.isAt(now)) return idle
    this.#looks++
    if (this.#looks < 2 && !this.#isCopy) return idle
    // Its last line will get no line feed any more.
    const rest = await file.readRest(this.#longest)
    this.#file = await openNextRotated(this.#path, file)
    this.#wasSeen = true
    this.#resume = undefined
    this.#looks = 0
    this.#isCopy = false
    await file.close()
    return rest && { lines: [rest], position: file.position, size, state: 'reading' }
  }
}
