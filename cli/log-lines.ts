import type { Batch } from '../engine/pipeline/examined.ts'
import type { Keyring } from '../engine/sealed-log/keyring.ts'
import type { Input } from './input.ts'
import { atLeast, linesOf, textOf } from './lines.ts'
import { looksSealed } from './sealed-input.ts'

/** Lines or tokens of a file, to be examined together. */
export interface NumberedBatch {
  readonly batch: Batch
  /** line of the file, from 1, that each text of the batch stands in */
  readonly numbers: readonly number[]
}

export interface BatchOptions {
  readonly sourceId: number
  /** asked once, when the input turns out to be sealed. @throws BadInput where there is no key */
  readonly keyring: () => Keyring
  readonly onRead: (bytes: number) => void
}

const batchLines = 1024

/** The lines of a plain or sealed input, told apart by its first line that is not empty. */
export async function* batchesOf(input: Input, options: BatchOptions): AsyncGenerator<NumberedBatch, void> {
  let keys: readonly string[] | undefined
  let isKnown = false
  for await (const lines of atLeast(linesOf(input.chunks(options.onRead)), batchLines)) {
    const first = isKnown ? undefined : lines.find(({ bytes }) => bytes.length > 1)
    if (first) {
      isKnown = true
      if (looksSealed(first.bytes)) keys = options.keyring().texts
    }
    const texts = lines.map(({ bytes }) => (keys ? bytes.toString('latin1').trim() : textOf(bytes)))
    const numbers = lines.map(({ number }) => number)
    const filled = (_: unknown, i: number): boolean => texts[i] !== ''
    yield {
      batch: {
        holds: keys ? 'either' : 'lines',
        texts: texts.filter(filled),
        sourceId: options.sourceId,
        arrival: input.written,
        ...(keys && { keys }),
      },
      numbers: numbers.filter(filled),
    }
  }
}
