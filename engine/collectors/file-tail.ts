import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { TailPosition } from './tail-position.ts'

export { TailPosition } from './tail-position.ts'

/** A longer line is cut here: no web server writes one, an attacker might. */
const longestLine = 1024 * 1024
const headBytes = 256
const lineFeed = 0x0a

export interface TailedLine {
  readonly text: string
  /** byte offset of its first byte */
  readonly offset: number
}

export interface TailRead {
  readonly lines: readonly TailedLine[]
  /** where to go on; absent while the file was never seen */
  readonly position: TailPosition | undefined
  readonly size: number
  readonly state: 'reading' | 'idle' | 'missing'
  readonly notice?: string | undefined
}

interface OpenFile {
  readonly handle: FileHandle
  readonly dev: number
  readonly ino: number
  head: { length: number; sha256: string }
  offset: number
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url')

/**
 * Follows a growing file by pulling. A file renamed away is read to its end before its successor is begun; a file
 * cut short or replaced in place is begun anew; an unfinished last line waits until its line feed is there.
 */
export class FileTail {
  readonly #path: string
  readonly #from: 'beginning' | 'end'
  #resume: TailPosition | undefined
  #file: OpenFile | undefined
  #wasSeen: boolean

  constructor(path: string, position: TailPosition | undefined, options: { from: 'beginning' | 'end' }) {
    this.#path = path
    this.#resume = position
    this.#from = options.from
    this.#wasSeen = position !== undefined
  }

  async close(): Promise<void> {
    await this.#file?.handle.close()
    this.#file = undefined
  }

  /** Whole lines from where the last read ended, about `maxBytes` of them. */
  async read(maxBytes: number): Promise<TailRead> {
    this.#file ??= await this.#openNext()
    if (!this.#file)
      return { lines: [], position: this.#resume, size: 0, state: 'missing', notice: this.#missing() }
    const file = this.#file
    const { size } = await file.handle.stat()
    if (size < file.offset || !(await this.#hasSameHead(file))) {
      file.offset = 0
      file.head = await readHead(file.handle)
      return {
        lines: [],
        position: positionOf(file),
        size,
        state: 'reading',
        notice: 'The file was cut short or written anew: reading it from its beginning.',
      }
    }
    if (file.head.length < headBytes && file.head.length < size) file.head = await readHead(file.handle)
    const lines = await readLines(file, size, maxBytes)
    if (lines.lines.length > 0) return { ...lines, position: positionOf(file), size, state: 'reading' }
    if (await this.#wasReplaced(file)) return this.#finish(file, size)
    return { lines: [], position: positionOf(file), size, state: 'idle' }
  }

  #missing(): string {
    return `There is no readable file at ${this.#path}: it is read as soon as there is one.`
  }

  /** The file was renamed or deleted and is read to its end: its last line will get no line feed any more. */
  async #finish(file: OpenFile, size: number): Promise<TailRead> {
    const rest = Buffer.alloc(Math.min(size - file.offset, longestLine))
    const { bytesRead } = await file.handle.read(rest, 0, rest.length, file.offset)
    const lines = bytesRead > 0 ? [{ text: rest.toString('utf8', 0, bytesRead), offset: file.offset }] : []
    file.offset += bytesRead
    const position = positionOf(file)
    await this.close()
    this.#resume = undefined
    return { lines, position, size, state: 'reading' }
  }

  async #hasSameHead(file: OpenFile): Promise<boolean> {
    if (file.head.length === 0) return true
    const now = await readHead(file.handle, file.head.length)
    return now.length === file.head.length && now.sha256 === file.head.sha256
  }

  async #wasReplaced(file: OpenFile): Promise<boolean> {
    try {
      const now = await stat(this.#path)
      return now.ino !== file.ino || now.dev !== file.dev
    } catch {
      // Renamed away and no successor yet: keep the open file, it may still grow.
      return false
    }
  }

  async #openNext(): Promise<OpenFile | undefined> {
    const resume = this.#resume
    if (resume) {
      const file = (await this.#openAt(this.#path, resume)) ?? (await this.#findRenamed(resume))
      if (file) return file
    }
    const handle = await openFile(this.#path)
    if (!handle) return undefined
    const { dev, ino, size } = await handle.stat()
    const offset = this.#from === 'end' && !this.#wasSeen ? size : 0
    this.#wasSeen = true
    return { handle, dev, ino, head: await readHead(handle), offset }
  }

  /** Opens `path` at `position` where it is that very file and has not shrunk. */
  async #openAt(path: string, position: TailPosition): Promise<OpenFile | undefined> {
    const handle = await openFile(path)
    if (!handle) return undefined
    const { dev, ino, size } = await handle.stat()
    const head = await readHead(handle, position.head.length)
    const isSame = ino === position.ino && dev === position.dev && head.sha256 === position.head.sha256
    if (isSame && size >= position.offset)
      return { handle, dev, ino, head: await readHead(handle), offset: position.offset }
    await handle.close()
    return undefined
  }

  /** After a stop: the file may have been renamed meanwhile (access.log → access.log.1). */
  async #findRenamed(position: TailPosition): Promise<OpenFile | undefined> {
    const dir = dirname(this.#path)
    const name = basename(this.#path)
    const siblings = await readdir(dir).catch(() => [])
    for (const sibling of siblings) {
      if (sibling === name || !sibling.startsWith(name)) continue
      const file = await this.#openAt(join(dir, sibling), position)
      if (file) return file
    }
    return undefined
  }
}

const positionOf = (file: OpenFile): TailPosition => ({
  dev: file.dev,
  ino: file.ino,
  head: file.head,
  offset: file.offset,
})

/** Undefined where there is no regular file that can be read. Never waits on a pipe. */
async function openFile(path: string): Promise<FileHandle | undefined> {
  let handle: FileHandle | undefined
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    if ((await handle.stat()).isFile()) return handle
  } catch {
    // Missing or not allowed: the state says so.
  }
  await handle?.close()
  return undefined
}

async function readHead(handle: FileHandle, length = headBytes): Promise<{ length: number; sha256: string }> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await handle.read(bytes, 0, length, 0)
  return { length: bytesRead, sha256: digest(bytes.subarray(0, bytesRead)) }
}

async function readLines(
  file: OpenFile,
  size: number,
  maxBytes: number,
): Promise<{ lines: TailedLine[]; notice?: string }> {
  for (let wanted = maxBytes; ; wanted = Math.min(wanted * 4, longestLine + 1)) {
    const bytes = Buffer.alloc(Math.min(size - file.offset, wanted))
    const { bytesRead } = await file.handle.read(bytes, 0, bytes.length, file.offset)
    const chunk = bytes.subarray(0, bytesRead)
    const end = chunk.lastIndexOf(lineFeed)
    if (end !== -1) return { lines: cut(chunk.subarray(0, end + 1), file) }
    if (bytesRead > longestLine) {
      const text = chunk.toString('utf8', 0, longestLine)
      const offset = file.offset
      file.offset += longestLine
      return {
        lines: [{ text, offset }],
        notice: `A line of more than 1 MiB at byte ${offset} was read in pieces.`,
      }
    }
    if (bytesRead < wanted || wanted > longestLine) return { lines: [] }
  }
}

function cut(chunk: Buffer, file: OpenFile): TailedLine[] {
  const lines: TailedLine[] = []
  let start = 0
  while (start < chunk.length) {
    const end = chunk.indexOf(lineFeed, start)
    const stop = end > start && chunk[end - 1] === 0x0d ? end - 1 : end
    lines.push({ text: chunk.toString('utf8', start, stop), offset: file.offset + start })
    start = end + 1
  }
  file.offset += chunk.length
  return lines
}
