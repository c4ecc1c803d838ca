const lineFeed = 0x0a
/** A line that goes on for longer is no log: it is given in what was read of it so far. */
const longestLine = 64 * 1024 * 1024

export interface NumberedLine {
  /** from 1 */
  readonly number: number
  /** without its line feed */
  readonly bytes: Buffer
}

/** Cuts bytes into lines, given in the batches that they were read in. A last line without line feed counts. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<NumberedLine[], void> {
  let number = 0
  let rest: Buffer[] = []
  let restLength = 0
  for await (const chunk of chunks) {
    const lines: NumberedLine[] = []
    let start = 0
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      const tail = chunk.subarray(start, end)
      lines.push({ number: ++number, bytes: restLength > 0 ? Buffer.concat([...rest, tail]) : tail })
      rest = []
      restLength = 0
      start = end + 1
    }
    if (start < chunk.length) {
      rest.push(chunk.subarray(start))
      restLength += chunk.length - start
    }
    if (restLength > longestLine) {
      lines.push({ number: ++number, bytes: Buffer.concat(rest) })
      rest = []
      restLength = 0
    }
    if (lines.length > 0) yield lines
  }
  if (restLength > 0) yield [{ number: number + 1, bytes: Buffer.concat(rest) }]
}

/** Text of a line, without the carriage return that some writers put at its end. */
export const textOf = (bytes: Buffer): string =>
  bytes.toString('utf8', 0, bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length)

/** Regroups batches so that each but the last holds `least` items or more. */
export async function* atLeast<T>(batches: AsyncIterable<T[]>, least: number): AsyncGenerator<T[], void> {
  let waiting: T[] = []
  for await (const batch of batches) {
    waiting = waiting.length === 0 ? batch : waiting.concat(batch)
    if (waiting.length < least) continue
    yield waiting
    waiting = []
  }
  if (waiting.length > 0) yield waiting
}
