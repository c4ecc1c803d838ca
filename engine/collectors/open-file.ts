import { constants, type Stats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { endOfLastLine } from './last-line.ts'
import { type Head, headBytes, headOf, type TailPosition } from './tail-position.ts'

/** Bytes after which a longer line is cut: of a log, as no web server writes one, but an attacker might ... */
export const longestLine = 1024 * 1024
/** ... and of a sealed file, as a token is four times as long as the line in it where that holds no UTF-8. */
export const longestToken = 16 * longestLine
const windowBytes = 256 * 1024
const lineFeed = 0x0a
const carriageReturn = 0x0d

export interface TailedLine {
  /** without its line feed; bytes that are no UTF-8 are U+FFFD */
  readonly text: string
  /** byte offset of its first byte */
  readonly offset: number
}

export interface Lines {
  readonly lines: readonly TailedLine[]
  readonly notice?: string
}

/** A log file held open: which file it is, how far it is read, and its next whole lines. */
export class OpenFile {
  readonly #handle: FileHandle
  readonly #dev: number
  readonly #ino: number
  #head: Head
  #offset: number
  /** up to here is no line feed behind the offset */
  #scanned: number

  private constructor(handle: FileHandle, stats: Stats, head: Head, offset: number) {
    this.#handle = handle
    this.#dev = stats.dev
    this.#ino = stats.ino
    this.#head = head
    this.#offset = offset
    this.#scanned = offset
  }

  /**
   * Opens a regular file at its beginning, behind its last whole line, or at an offset. Undefined where there is
   * none that can be read. Never waits on a pipe.
   */
  static async open(path: string, at: number | 'end'): Promise<OpenFile | undefined> {
    let handle: FileHandle | undefined
    try {
      handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
      const stats = await handle.stat()
      if (stats.isFile()) {
        const offset = at === 'end' ? await endOfLastLine(handle, stats.size) : at
        return new OpenFile(handle, stats, headOf(await readAt(handle, 0, headBytes)), offset)
      }
    } catch {
      // Missing or not allowed: the caller's state says so.
    }
    await handle?.close()
    return undefined
  }

  get position(): TailPosition {
    return { dev: this.#dev, ino: this.#ino, head: this.#head, offset: this.#offset }
  }

  stat(): Promise<Stats> {
    return this.#handle.stat()
  }

  close(): Promise<void> {
    return this.#handle.close()
  }

  isAt(stats: Stats): boolean {
    return stats.ino === this.#ino && stats.dev === this.#dev
  }

  /** Whether it begins as `head` does. */
  async beginsWith(head: Head): Promise<boolean> {
    const now = headOf(await readAt(this.#handle, 0, head.length))
    return now.length === head.length && now.sha256 === head.sha256
  }

  /** Whether it is still what it was, only longer; a file cut short or written anew is not. */
  async hasGrown(size: number): Promise<boolean> {
    if (size < this.#offset || !(await this.beginsWith(this.#head))) return false
    if (this.#head.length < headBytes && size > this.#head.length) {
      this.#head = headOf(await readAt(this.#handle, 0, headBytes))
    }
    return true
  }

  /** Starts anew with what the file holds now. */
  async rewind(): Promise<void> {
    this.#head = headOf(await readAt(this.#handle, 0, headBytes))
    this.#moveTo(0)
  }

  /** The next whole lines, about `maxBytes` of them, each cut after `longest`; a line without its line feed waits. */
  async readLines(size: number, maxBytes: number, longest: number): Promise<Lines> {
    if (size <= this.#scanned) return { lines: [] }
    const hole = await this.#passHole(size)
    if (hole > 0) {
      return { lines: [], notice: `${hole} zero bytes before byte ${this.#offset} were passed over.` }
    }
    const chunk = await readAt(this.#handle, this.#offset, Math.min(size - this.#offset, maxBytes))
    const end = chunk.lastIndexOf(lineFeed)
    if (end !== -1) return this.#cut(chunk.subarray(0, end + 1), longest)

    const next = await this.#findLineFeed(Math.max(this.#scanned, this.#offset + chunk.length), size)
    if (next === undefined) {
      this.#scanned = size
      return { lines: [] }
    }
    const offset = this.#offset
    const line = await readAt(this.#handle, offset, Math.min(next - offset, longest))
    this.#moveTo(next + 1)
    return withNotice([{ text: textOf(line), offset }], next - offset, longest)
  }

  /** What stands behind the last line feed of a file that nobody writes any more. */
  async readRest(longest: number): Promise<TailedLine | undefined> {
    const { size } = await this.stat()
    const offset = this.#offset
    const rest = await readAt(this.#handle, offset, Math.min(size - offset, longest))
    this.#moveTo(Math.max(size, offset))
    return rest.length > 0 ? { text: textOf(rest), offset } : undefined
  }

  #moveTo(offset: number): void {
    this.#offset = offset
    this.#scanned = offset
  }

  #cut(chunk: Buffer, longest: number): Lines {
    const lines: TailedLine[] = []
    let bytes = 0
    for (let start = 0; start < chunk.length; ) {
      const end = chunk.indexOf(lineFeed, start)
      bytes = Math.max(bytes, end - start)
      const text = textOf(chunk.subarray(start, Math.min(end, start + longest)))
      lines.push({ text, offset: this.#offset + start })
      start = end + 1
    }
    this.#moveTo(this.#offset + chunk.length)
    return withNotice(lines, bytes, longest)
  }

  /**
   * Passes over zero bytes at the beginning of a line: a writer that goes on at its old offset after its file was
   * cut short leaves a hole of them. Answers how many.
   */
  async #passHole(size: number): Promise<number> {
    const start = this.#offset
    for (;;) {
      const window = await readAt(
        this.#handle,
        this.#offset,
        this.#offset === start ? 1 : Math.min(size - this.#offset, windowBytes),
      )
      const text = window.findIndex((byte) => byte !== 0)
      this.#moveTo(this.#offset + (text === -1 ? window.length : text))
      if (text !== -1 || window.length === 0) return this.#offset - start
    }
  }

  async #findLineFeed(from: number, size: number): Promise<number | undefined> {
    for (let at = from; at < size; ) {
      const window = await readAt(this.#handle, at, Math.min(size - at, windowBytes))
      const found = window.indexOf(lineFeed)
      if (found !== -1) return at + found
      if (window.length === 0) return undefined
      at += window.length
    }
    return undefined
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(Math.max(0, length))
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, position)
  return bytes.subarray(0, bytesRead)
}

const textOf = (line: Buffer): string =>
  line.toString('utf8', 0, line.at(-1) === carriageReturn ? line.length - 1 : line.length)

const withNotice = (lines: readonly TailedLine[], bytes: number, longest: number): Lines =>
  bytes > longest
    ? { lines, notice: `A line of ${bytes} bytes was cut after ${longest / longestLine} MiB.` }
    : { lines }
