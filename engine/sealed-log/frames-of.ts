import { setImmediate as otherWork } from 'node:timers/promises'
import { FernetError } from './fernet.ts'
import { type Frame, readFrame } from './frame.ts'
import type { Keyring } from './keyring.ts'
import { SealedLogReader, segmentNumbers } from './segments.ts'

/** Read at once: opened in a few milliseconds, so that nobody waits for the engine's thread. */
const readBytes = 256 * 1024

export interface OwnLog {
  /** the folder of the segments */
  readonly dir: string
  readonly keyring: Keyring
}

/**
 * The frames of one segment in their order, some at a time; other work is done between. What does not open or is no
 * frame is left out. Close it by leaving the loop.
 */
export async function* framesOf({ dir, keyring }: OwnLog, segment: number): AsyncGenerator<Frame[]> {
  const reader = new SealedLogReader(dir, { segment })
  try {
    for (;;) {
      const read = await reader.read(readBytes)
      // The reader goes on with the next segment, which is not meant.
      if (read.lines.length === 0 || read.position?.segment !== segment) return
      const texts = read.lines.map(({ text }) => text)
      yield keyring.openTexts(texts).flatMap((opened) => {
        const frame = opened instanceof FernetError ? undefined : readFrame(opened)
        return frame ? [frame] : []
      })
      await otherWork()
    }
  } finally {
    await reader.close()
  }
}

/**
 * Numbers of the segments that were begun up to a time, newest first: the one that holds what arrived then, and those
 * before it. Asks the begin of a few.
 * @param arrival epoch milliseconds
 */
export async function segmentsUpTo(log: OwnLog, arrival: number): Promise<number[]> {
  const numbers = await segmentNumbers(log.dir)
  let [known, unknown] = [0, numbers.length]
  while (known < unknown) {
    const middle = (known + unknown) >> 1
    const begun = await beginOf(log, numbers[middle] ?? 0)
    if (begun !== undefined && begun > arrival) unknown = middle
    else known = middle + 1
  }
  return numbers.slice(0, known).reverse()
}

/** When the first frame of a segment arrived. */
async function beginOf(log: OwnLog, segment: number): Promise<number | undefined> {
  for await (const [first] of framesOf(log, segment)) if (first) return first.header.at
  return undefined
}
