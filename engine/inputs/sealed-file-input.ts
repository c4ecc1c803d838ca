import { FileTail, TailPosition } from '../collectors/file-tail.ts'
import { longestToken } from '../collectors/open-file.ts'
import type { Batch } from '../pipeline/examined.ts'
import { failuresOf, linesOf } from '../pipeline/lines.ts'
import type { Committed, Input, Reading } from './input.ts'

export interface SealedFile {
  readonly sourceId: number
  readonly path: string
  readonly from: 'beginning' | 'end'
  /** its own key, where it has one */
  readonly key?: string | undefined
}

/** A foreign file with one Fernet token a line, each token one line or several, tailed as it is. */
export class SealedFileInput implements Input {
  readonly name: string
  readonly path: string
  readonly #file: SealedFile
  readonly #committed: Committed
  #tail: FileTail

  constructor(file: SealedFile, committed: Committed) {
    this.name = `sealed:${file.sourceId}`
    this.path = file.path
    this.#file = file
    this.#committed = committed
    this.#tail = this.#open()
  }

  #open(): FileTail {
    const position = this.#committed(this.name)
    return new FileTail(this.#file.path, position === undefined ? undefined : TailPosition.parse(position), {
      from: this.#file.from,
      longest: longestToken,
    })
  }

  async rewind(): Promise<void> {
    await this.#tail.close()
    this.#tail = this.#open()
  }

  async close(): Promise<void> {
    await this.#tail.close()
  }

  async read(maxBytes: number): Promise<Reading> {
    const { sourceId, key } = this.#file
    const read = await this.#tail.read(maxBytes)
    const filled = read.lines.filter(({ text }) => text.length > 0)
    const offsets = filled.map(({ offset }) => offset)
    const position = read.position && JSON.stringify(read.position)
    const batch: Batch = {
      holds: 'tokens',
      texts: filled.map(({ text }) => text),
      sourceId,
      arrival: Date.now(),
      ...(key !== undefined && { keys: [key] }),
    }
    return {
      batch,
      position,
      open: (examined) => ({
        lines: linesOf(batch, offsets, examined),
        failed: failuresOf(batch, offsets, examined),
        tokens: new Map(filled.length > 0 ? [[sourceId, filled.length]] : []),
        positions: new Map(position === undefined ? [] : [[this.name, position]]),
        offset: read.position?.offset ?? 0,
        size: read.size,
        state: read.state,
        notice: read.notice,
      }),
    }
  }
}
