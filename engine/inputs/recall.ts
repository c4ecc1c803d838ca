import { z } from 'zod'
import { TailPosition } from '../collectors/tail-position.ts'
import { SegmentPosition } from '../sealed-log/segments.ts'
import type { Chunk, Committed, Input, Reading } from './input.ts'

/**
 * Lines that are read again at start. What they hold is in the store already; the detectors by frequency count over
 * lines, and their windows lie in memory.
 */
export const linesRecalled = 20_000

/** A mark is made after so many lines at least, so that there are few of them. */
const linesBetweenMarks = linesRecalled / 20

/** The position before anything was read, as the store keeps it. */
const beginning = 'null'

interface Mark {
  /** as the position is stored, before the lines counted here */
  readonly position: string
  lines: number
}

export interface RecallParts {
  /** of the input, and of its row among the positions */
  readonly name: string
  /** makes the input so that it begins behind the position that it finds under its name */
  readonly open: (committed: Committed) => Input
  readonly position: Committed
  /** false where the engine ran on while the input was off: its windows hold these lines still */
  readonly isRestart: boolean
}

/** The name under which the store keeps where the recalled lines of an input begin. */
const recallName = (input: string): string => `${input}:recall`

/**
 * An input that first gives the last lines read before the engine stopped, marked as recalled: analysed once more,
 * they bring the windows of the detectors back to where they were, and are neither counted nor reported. So an attack
 * that goes on over a restart, or a crash, is found as if there had been none.
 */
export class RecallingInput implements Input {
  readonly name: string
  readonly #parts: RecallParts
  readonly #input: Input
  #past: Input | undefined
  #recalled = 0
  #marks: Mark[] = []
  /** where the last read ended */
  #last: string

  constructor(parts: RecallParts) {
    this.#parts = parts
    this.name = parts.name
    this.#input = parts.open(parts.position)
    this.#last = this.#stored(this.name) ?? beginning
    const from = this.#stored(recallName(this.name))
    if (from === undefined) return
    if (!parts.isRestart) {
      this.#marks = [{ position: from, lines: linesRecalled }]
      return
    }
    this.#last = from
    // Nothing else that is stored beside its position holds for the past.
    this.#past = parts.open((name) => (name === this.name ? (JSON.parse(from) ?? undefined) : undefined))
  }

  get path(): string {
    return this.#input.path
  }

  async read(maxBytes: number): Promise<Reading> {
    const recalled = await this.#readPast(maxBytes)
    if (recalled) return recalled
    const reading = await this.#input.read(maxBytes)
    return { ...reading, open: (examined) => this.#marked(reading.open(examined)) }
  }

  #marked(chunk: Chunk): Chunk {
    const position = chunk.positions.get(this.name)
    const from = this.#mark(chunk.lines.length, position)
    if (from === undefined) return chunk
    return { ...chunk, positions: new Map([...chunk.positions, [recallName(this.name), from]]) }
  }

  async rewind(): Promise<void> {
    this.#last = this.#stored(this.name) ?? beginning
    this.#marks = [{ position: this.#stored(recallName(this.name)) ?? beginning, lines: linesRecalled }]
    await this.#input.rewind()
  }

  async close(): Promise<void> {
    await this.#past?.close()
    await this.#input.close()
  }

  async #readPast(maxBytes: number): Promise<Reading | undefined> {
    if (!this.#past) return undefined
    const end = placeOf(this.#parts.position(this.name))
    const reading = await this.#past.read(maxBytes)
    const { position, batch } = reading
    const at = position === undefined ? undefined : placeOf(JSON.parse(position))
    const isLast = end && at && end.file === at.file && at.offset >= end.offset
    if (isLast || batch.texts.length === 0 || this.#recalled > 2 * linesRecalled) {
      await this.#past.close()
      this.#past = undefined
    }
    if (batch.texts.length === 0) return undefined
    return {
      ...reading,
      open: (examined) => {
        const chunk = reading.open(examined)
        const lines = isLast ? chunk.lines.filter(({ offset }) => offset < end.offset) : chunk.lines
        this.#recalled += lines.length
        this.#mark(lines.length, isLast ? this.#stored(this.name) : position)
        return {
          ...chunk,
          lines,
          failed: [],
          broken: [],
          tokens: new Map(),
          positions: new Map(),
          isRecalled: true,
        }
      },
    }
  }

  /** Counts lines that end at `position`; answers from where to recall when the engine starts the next time. */
  #mark(lines: number, position: string | undefined): string | undefined {
    if (position === undefined) return undefined
    const newest = this.#marks.at(-1)
    if (newest && newest.lines < linesBetweenMarks) newest.lines += lines
    else this.#marks.push({ position: this.#last, lines })
    this.#last = position
    let since = this.#marks.reduce((sum, mark) => sum + mark.lines, 0)
    for (
      let oldest = this.#marks[0];
      oldest && since - oldest.lines >= linesRecalled;
      [oldest] = this.#marks
    ) {
      since -= oldest.lines
      this.#marks.shift()
    }
    return this.#marks[0]?.position
  }

  #stored(name: string): string | undefined {
    const position = this.#parts.position(name)
    return position === undefined ? undefined : JSON.stringify(position)
  }
}

const Place = z.union([
  SegmentPosition.transform(({ segment, file }) => ({ file: String(segment), offset: file?.offset ?? 0 })),
  TailPosition.transform(({ dev, ino, offset }) => ({ file: `${dev}:${ino}`, offset })),
])

const placeOf = (position: unknown): z.infer<typeof Place> | undefined => Place.safeParse(position).data
