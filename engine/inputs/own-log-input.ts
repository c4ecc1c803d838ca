import { FernetError } from '../sealed-log/fernet.ts'
import { decodeFrame } from '../sealed-log/frame.ts'
import type { Keyring } from '../sealed-log/keyring.ts'
import { SealedLogReader, SegmentPosition } from '../sealed-log/segments.ts'
import { type Chunk, type FailedToken, failureSentence, type Input, type InputLine } from './input.ts'

/** The name of a plain file's collector among the positions. */
export const collectorInput = (sourceId: number): string => `plain:${sourceId}`

/**
 * Vedette's own sealed log. A frame names the source of its lines and how far the collector had read when it
 * sealed them, so the collector's position is committed with the alerts of its lines.
 */
export class OwnLogInput implements Input {
  readonly name = 'own-log'
  readonly #dir: string
  readonly #keyring: Keyring
  readonly #committed: () => unknown
  readonly #unknownSource: number
  #reader: SealedLogReader

  /** @param unknownSource source that tokens which do not open are counted under, as their frame cannot tell */
  constructor(dir: string, keyring: Keyring, committed: () => unknown, unknownSource: number) {
    this.#dir = dir
    this.#keyring = keyring
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

  async read(maxBytes: number): Promise<Chunk> {
    const read = await this.#reader.read(maxBytes)
    const opened = this.#keyring.openAll(read.lines.map(({ text }) => text.toString()))
    const lines: InputLine[] = []
    const failed: FailedToken[] = []
    const tokens = new Map<number, number>()
    const positions = new Map([[this.name, JSON.stringify(read.position)]])
    const count = (sourceId: number) => tokens.set(sourceId, (tokens.get(sourceId) ?? 0) + 1)
    const fail = (offset: number, reason: string) => {
      count(this.#unknownSource)
      failed.push({ sourceId: this.#unknownSource, offset, reason })
    }
    opened.forEach((plain, i) => {
      const offset = read.lines[i]?.offset ?? 0
      if (plain instanceof FernetError) {
        fail(offset, failureSentence(plain))
        return
      }
      let frame: ReturnType<typeof decodeFrame>
      try {
        frame = decodeFrame(plain.toString('utf8'))
      } catch {
        fail(offset, 'it opens, but holds no frame of Vedette')
        return
      }
      const { source, at, position } = frame.header
      count(source)
      if (position !== undefined) positions.set(collectorInput(source), JSON.stringify(position))
      for (const text of frame.lines) lines.push({ text, sourceId: source, arrival: at, offset })
    })
    return { lines, failed, tokens, positions, offset: 0, size: 0, state: read.state, notice: read.notice }
  }
}
