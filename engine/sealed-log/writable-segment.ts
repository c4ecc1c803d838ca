import { type FileHandle, open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { endOfLastLine } from '../collectors/last-line.ts'
import { segmentName } from './segments.ts'

export interface Appended {
  /** how many of the lines stand whole in the file, from the first on */
  readonly stood: number
  /** why the others do not, or why it is not sure that they are on disk */
  readonly error?: unknown
}

/** A segment held open for appending. */
export class WritableSegment {
  readonly number: number
  readonly #path: string
  readonly #handle: FileHandle
  #size: number

  private constructor(path: string, number: number, handle: FileHandle, size: number) {
    this.#path = path
    this.number = number
    this.#handle = handle
    this.#size = size
  }

  static async create(dir: string, number: number): Promise<WritableSegment> {
    const path = join(dir, segmentName(number))
    const handle = await open(path, 'ax+', 0o600)
    await syncFolder(dir)
    return new WritableSegment(path, number, handle, 0)
  }

  /** Opens one that is there; a line that a crash left unfinished is cut off. */
  static async open(dir: string, number: number): Promise<WritableSegment> {
    const path = join(dir, segmentName(number))
    const handle = await open(path, 'a+')
    const { size } = await handle.stat()
    const whole = await endOfLastLine(handle, size)
    if (whole < size) await handle.truncate(whole)
    return new WritableSegment(path, number, handle, whole)
  }

  get size(): number {
    return this.#size
  }

  /** Whether its name still leads to it: a file that was replaced or removed must not be written to. */
  async isInPlace(): Promise<boolean> {
    const [named, held] = await Promise.all([stat(this.#path).catch(() => undefined), this.#handle.stat()])
    return named?.ino === held.ino && named.dev === held.dev
  }

  /** Appends lines and makes them durable. Never throws; half a line that a full disk left is cut off. */
  async append(lines: readonly Buffer[]): Promise<Appended> {
    const before = (await this.#handle.stat()).size
    try {
      await this.#handle.appendFile(Buffer.concat(lines))
      await this.#handle.datasync()
      this.#size = before + lines.reduce((sum, { length }) => sum + length, 0)
      return { stood: lines.length }
    } catch (error) {
      return { stood: await this.#keepWhole(lines, before), error }
    }
  }

  /** Cuts the file behind the last of `lines` that stands whole in it. Answers how many do. */
  async #keepWhole(lines: readonly Buffer[], before: number): Promise<number> {
    const { size } = await this.#handle.stat()
    let end = before
    let stood = 0
    for (const { length } of lines) {
      if (end + length > size) break
      end += length
      stood++
    }
    await this.#handle.truncate(end)
    this.#size = end
    return stood
  }

  async close(): Promise<void> {
    await this.#handle.close().catch(() => undefined)
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
