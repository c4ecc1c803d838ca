import { FileTail, TailPosition } from '../collectors/file-tail.ts'
import type { Input, RawChunk } from './input.ts'

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
  readonly #file: SealedFile
  readonly #committed: () => unknown
  #tail: FileTail

  constructor(file: SealedFile, committed: () => unknown) {
    this.name = `sealed:${file.sourceId}`
    this.#file = file
    this.#committed = committed
    this.#tail = this.#open()
  }

  #open(): FileTail {
    const position = this.#committed()
    return new FileTail(this.#file.path, position === undefined ? undefined : TailPosition.parse(position), {
      from: this.#file.from,
    })
  }

  async rewind(): Promise<void> {
    await this.#tail.close()
    this.#tail = this.#open()
  }

  async close(): Promise<void> {
    await this.#tail.close()
  }

  async read(maxBytes: number): Promise<RawChunk> {
    const read = await this.#tail.read(maxBytes)
    const filled = read.lines.filter(({ text }) => text.length > 0)
    return {
      batch: {
        holds: 'tokens',
        texts: filled.map(({ text }) => text.toString()),
        sourceId: this.#file.sourceId,
        arrival: Date.now(),
        ...(this.#file.key !== undefined && { keys: [this.#file.key] }),
      },
      offsets: filled.map(({ offset }) => offset),
      positions: new Map(read.position ? [[this.name, JSON.stringify(read.position)]] : []),
      offset: read.position?.offset ?? 0,
      size: read.size,
      state: read.state,
      notice: read.notice,
    }
  }
}
