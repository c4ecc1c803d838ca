import { SealedLogReader, SegmentPosition } from '../sealed-log/segments.ts'
import type { Input, RawChunk } from './input.ts'

/**
 * Vedette's own sealed log. A frame names the source of its lines and how far the collector had read when it
 * sealed them, so the collector's position is committed with the alerts of its lines.
 */
export class OwnLogInput implements Input {
  readonly name = 'own-log'
  readonly #dir: string
  readonly #committed: () => unknown
  readonly #unknownSource: number
  #reader: SealedLogReader

  /** @param unknownSource source that tokens which do not open are counted under, as their frame cannot tell */
  constructor(dir: string, committed: () => unknown, unknownSource: number) {
    this.#dir = dir
    this.#committed = committed
    this.#unknownSource = unknownSource
    this.#reader = this.#open()
  }

  #open(): SealedLogReader {
    const position = this.#committed()
    return new SealedLogReader(
      this.#dir,
      position === undefined ? undefined : SegmentPosition.parse(position),
    )
  }

  async rewind(): Promise<void> {
    await this.#reader.close()
    this.#reader = this.#open()
  }

  async close(): Promise<void> {
    await this.#reader.close()
  }

  async read(maxBytes: number): Promise<RawChunk> {
    const read = await this.#reader.read(maxBytes)
    return {
      batch: {
        holds: 'frames',
        texts: read.lines.map(({ text }) => text.toString()),
        sourceId: this.#unknownSource,
        arrival: Date.now(),
      },
      offsets: read.lines.map(({ offset }) => offset),
      positions: new Map([[this.name, JSON.stringify(read.position)]]),
      offset: 0,
      size: 0,
      state: read.state,
      notice: read.notice,
    }
  }
}
