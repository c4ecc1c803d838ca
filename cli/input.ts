import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { BadInput } from '../engine/errors.ts'
import { reasonOf } from './reason.ts'

/** What a command reads, named on its command line. */
export interface Input {
  /** as the user named it; 'stdin' for the standard input */
  readonly name: string
  /** bytes to be read, where known */
  readonly size?: number
  /** when it was last written, epoch milliseconds: the arrival of its lines */
  readonly written: number
  /** unpacked bytes; `onRead` hears how many bytes were read of `size` */
  chunks(onRead?: (bytes: number) => void): AsyncIterable<Buffer>
}

/** The named inputs; the standard input for `-`, or where none is named and it is no terminal. */
export function namesOf(files: readonly string[]): readonly string[] {
  if (files.length > 0) return files
  if (process.stdin.isTTY) throw new BadInput('Nothing to read: name a file, or pipe something in.')
  return ['-']
}

/** @throws BadInput where it cannot be read */
export async function openInput(name: string): Promise<Input> {
  if (name === '-')
    return { name: 'stdin', written: Date.now(), chunks: (onRead) => unpack(process.stdin, onRead) }
  try {
    const stats = await stat(name)
    if (stats.isDirectory()) throw new Error('it is a folder')
    const { size, mtimeMs } = stats
    const handle = await open(name)
    await handle.close()
    // A pipe or a device has no size worth telling, and was written just now.
    const known = size > 0 ? { size, written: mtimeMs } : { written: Date.now() }
    return { name, ...known, chunks: (onRead) => unpack(createReadStream(name), onRead) }
  } catch (error) {
    throw new BadInput(`Cannot read ${name}: ${reasonOf(error)}.`)
  }
}

/** Bytes of a stream, unpacked where they begin as gzip does. */
async function* unpack(
  stream: AsyncIterable<Buffer>,
  onRead: (bytes: number) => void = () => undefined,
): AsyncGenerator<Buffer, void> {
  const bytes = counted(stream, onRead)
  let head: Buffer = Buffer.alloc(0)
  // A pipe may bring a single byte first.
  while (head.length < 2) {
    const next = await bytes.next()
    if (next.done) break
    head = Buffer.concat([head, next.value])
  }
  const whole = prepend(head, bytes)
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* whole
    return
  }
  const gunzip = createGunzip()
  const unpacked = pipeline(whole, gunzip)
  // Its failure is thrown by the reading below as well.
  unpacked.catch(() => undefined)
  for await (const chunk of gunzip) yield Buffer.from(chunk)
  await unpacked
}

async function* prepend(head: Buffer, rest: AsyncGenerator<Buffer, void>): AsyncGenerator<Buffer, void> {
  yield head
  yield* rest
}

async function* counted(
  stream: AsyncIterable<Buffer>,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer, void> {
  for await (const chunk of stream) {
    onRead(chunk.length)
    yield chunk
  }
}
