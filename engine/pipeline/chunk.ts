import {
  type Chunk,
  type FailedToken,
  failureSentence,
  type InputLine,
  type RawChunk,
} from '../inputs/input.ts'
import type { Batch, Examined } from './examined.ts'

/** The name of a plain file's collector among the positions. */
export const collectorInput = (sourceId: number): string => `plain:${sourceId}`

/** What was read, opened: lines and failures with their offsets, tokens by source, positions that frames carry. */
export function chunkOf(raw: RawChunk, examined: Examined): Chunk {
  const { offsets, batch } = raw
  const tokens = new Map<number, number>()
  const positions = new Map(raw.positions)
  const count = (sourceId: number, n: number) => tokens.set(sourceId, (tokens.get(sourceId) ?? 0) + n)
  count(batch.sourceId, batch.texts.length - examined.headers.length)
  for (const { header } of examined.headers) {
    count(header.source, 1)
    const { position, source } = header
    if (position !== undefined) positions.set(collectorInput(source), JSON.stringify(position))
  }
  const failed = examined.failed.map(
    ({ origin, reason }): FailedToken => ({
      sourceId: batch.sourceId,
      offset: offsets[origin] ?? 0,
      reason: failureSentence(reason),
    }),
  )
  const { offset, size, state, notice } = raw
  const lines = inputLines(batch, offsets, examined)
  return { lines, failed, tokens, positions, offset, size, state, notice }
}

/** The lines of an examined batch. `offsets` says where each text of the batch stands: a byte, or a line number. */
export function inputLines(batch: Batch, offsets: readonly number[], examined: Examined): InputLine[] {
  const { text, ends, origins } = examined
  const own = { source: batch.sourceId, at: batch.arrival }
  const headers = new Map(examined.headers.map(({ origin, header }) => [origin, header]))
  const lines = new Array<InputLine>(ends.length)
  for (let i = 0, start = 0; i < lines.length; i++) {
    const end = ends[i] ?? start
    const origin = origins[i] ?? 0
    const { source, at } = headers.get(origin) ?? own
    lines[i] = { text: text.slice(start, end), sourceId: source, arrival: at, offset: offsets[origin] ?? 0 }
    start = end
  }
  return lines
}
