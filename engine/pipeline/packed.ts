import { z } from 'zod'
import { Finding } from '../../contract/finding.ts'
import { FrameHeader } from '../sealed-log/frame.ts'
import { type Examined, Failure } from './examined.ts'

/**
 * What one thread hands to the other: lines as the bytes of one text and numbers in typed arrays, because objects by the
 * thousand take longer to hand over than to make.
 */
export const Packed = z.object({
  /** all lines as UTF-8, one after the other */
  bytes: z.instanceof(Uint8Array),
  /** where each line ends in `bytes` */
  ends: z.instanceof(Uint32Array),
  origins: z.instanceof(Uint32Array),
  scores: z.instanceof(Float32Array),
  findings: z.array(z.tuple([z.number(), z.array(Finding)])),
  failed: z.array(z.object({ origin: z.number(), reason: Failure })),
  headers: z.array(z.object({ origin: z.number(), header: FrameHeader })),
})
export type Packed = z.infer<typeof Packed>

/** Makes the message of what was examined, and the list of what is handed over in it without a copy. */
export function pack(examined: Examined): { message: unknown; transfer: ArrayBuffer[] } {
  const { lines, findings, failed, headers } = examined
  const text = lines.join('')
  const bytes = new TextEncoder().encode(text)
  const isAscii = bytes.length === text.length
  const ends = new Uint32Array(lines.length)
  let end = 0
  lines.forEach((line, i) => {
    end += isAscii ? line.length : Buffer.byteLength(line)
    ends[i] = end
  })
  const origins = Uint32Array.from(examined.origins)
  const scores = Float32Array.from(examined.scores)
  return {
    message: { bytes, ends, origins, scores, findings, failed, headers },
    transfer: [bytes.buffer, ends.buffer, origins.buffer, scores.buffer],
  }
}

/**
 * The same as it was. Each line becomes a string of its own: a part of a long string would keep all of it in memory
 * for as long as a window remembers a word of it.
 */
export function unpack({ bytes, ends, ...examined }: Packed): Examined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const lines = new Array<string>(ends.length)
  for (let i = 0, start = 0; i < lines.length; i++) {
    const end = ends[i] ?? start
    lines[i] = buffer.toString('utf8', start, end)
    start = end
  }
  return { ...examined, lines }
}
