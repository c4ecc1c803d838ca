import type { Chunk, Input, Reading } from '../inputs/input.ts'
import { conclude, nothing, type PipelineParts, type Turn } from './commit.ts'
import type { Examined } from './examined.ts'
import { type Examiners, isLarge } from './threads.ts'

/** Bytes of tokens one turn reads: about 600 lines in tokens of their own ... */
const turnBytes = 256 * 1024
/** ... and the first of an input, so that a first alert does not wait for hundreds of lines more. */
const firstBytes = 32 * 1024

interface Prepared {
  readonly reading: Reading
  readonly examined: Examined
}

/** What was begun of an input before its turn. */
interface Ahead {
  readonly input: Input
  readonly queue: Promise<Prepared>[]
  /** the last reading: the next one follows it */
  reading: Promise<unknown>
  /** of the next reading: twice as many as of the one before */
  bytes: number
  isOver: boolean
}

/**
 * Turns of inputs: read what is there, open, parse, match and score the whole batch, locate, and commit alerts,
 * counters, quarantine and positions in one transaction. While much waits, the next batches of an input are read and
 * examined ahead; they are concluded in the order of the log all the same.
 */
export class Pipeline {
  #examining: Examiners
  readonly #ahead = new Map<string, Ahead>()

  constructor(examining: Examiners) {
    this.#examining = examining
  }

  async turn(input: Input, parts: PipelineParts): Promise<Turn> {
    const ahead = this.#ahead.get(input.name) ?? {
      input,
      queue: [],
      reading: Promise.resolve(),
      bytes: firstBytes,
      isOver: false,
    }
    this.#ahead.set(input.name, ahead)
    const chunk = await this.#next(ahead)
    return isEmpty(chunk) ? { ...nothing, chunk } : conclude(input.name, chunk, parts)
  }

  /**
   * Has others examine from now on; to be called between turns. What was read ahead is examined anew, so that all lines
   * concluded after this are theirs.
   */
  async examineBy(examining: Examiners): Promise<void> {
    const before = this.#examining
    this.#examining = examining
    const again = async (begun: Promise<Prepared>): Promise<Prepared> => {
      const { reading } = await begun
      return { reading, examined: await examining.examine(reading.batch) }
    }
    for (const { queue } of this.#ahead.values()) {
      for (const [i, begun] of queue.entries()) {
        const prepared = again(begun)
        prepared.catch(() => undefined)
        queue[i] = prepared
      }
    }
    await before.close()
  }

  /** Ends what examines for it. */
  close(): Promise<void> {
    return this.#examining.close()
  }

  /** Lets go of what was read ahead of an input: it will be read again, or never. */
  async forget(name: string): Promise<void> {
    const ahead = this.#ahead.get(name)
    if (!ahead) return
    ahead.isOver = true
    this.#ahead.delete(name)
    await Promise.allSettled(ahead.queue)
  }

  /** What follows in the input. A reading ahead that found nothing is passed over: more may have come since. */
  async #next(ahead: Ahead): Promise<Chunk> {
    for (;;) {
      const begun = ahead.queue.shift()
      const { reading, examined } = await (begun ?? this.#prepare(ahead))
      if (isLarge(reading.batch)) this.#readAhead(ahead)
      const chunk = reading.open(examined)
      if (!begun || !isEmpty(chunk) || chunk.notice !== undefined) return chunk
    }
  }

  /** Readings of an input follow each other; what they brought is examined side by side. */
  async #prepare(ahead: Ahead): Promise<Prepared> {
    const { bytes } = ahead
    ahead.bytes = Math.min(2 * bytes, turnBytes)
    const following = ahead.reading.then(() => ahead.input.read(bytes))
    ahead.reading = following
    const reading = await following
    // A large one has more behind it.
    if (isLarge(reading.batch)) this.#readAhead(ahead)
    return { reading, examined: await this.#examining.examine(reading.batch) }
  }

  #readAhead(ahead: Ahead): void {
    if (ahead.isOver || ahead.queue.length >= this.#examining.width) return
    const prepared = this.#prepare(ahead)
    // What goes wrong is told when its turn comes.
    prepared.catch(() => undefined)
    ahead.queue.push(prepared)
  }
}

const isEmpty = ({ tokens, lines, broken }: Chunk): boolean =>
  tokens.size === 0 && lines.length === 0 && !broken?.length
