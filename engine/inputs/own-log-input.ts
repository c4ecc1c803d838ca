import type { TailedLine } from '../collectors/open-file.ts'
import { FernetError } from '../sealed-log/fernet.ts'
import { decodeFrame, type Frame } from '../sealed-log/frame.ts'
import type { Keyring } from '../sealed-log/keyring.ts'
import { tagOf } from '../sealed-log/link.ts'
import type { Opened } from '../sealed-log/opening.ts'
import { SealedLogReader, SegmentPosition, segmentName } from '../sealed-log/segments.ts'
import { ChainWatch, chainName, watchedChain } from './chain-watch.ts'
import {
  type Chunk,
  type Committed,
  type FailedToken,
  failureSentence,
  type Input,
  type InputLine,
} from './input.ts'
import { RecallingInput } from './recall.ts'

/** The name of a plain file's collector among the positions. */
export const collectorInput = (sourceId: number): string => `plain:${sourceId}`

const ownLog = 'own-log'

interface Store {
  readonly position: Committed
}

/** The own log as the engine reads it from its start on: what it recalls, then what is new. */
export const followOwnLog = (dir: string, keyring: Keyring, store: Store, unknownSource: number): Input =>
  new RecallingInput({
    name: ownLog,
    open: (committed) => new OwnLogInput(dir, keyring, committed, unknownSource),
    position: (name) => store.position(name),
    isRestart: true,
  })

/** How far the own log was read, by the store: its writer goes on behind that. */
export function readSoFar(store: Store): { n: number; segment: number } {
  const { data } = SegmentPosition.safeParse(store.position(ownLog))
  return { n: watchedChain(store)?.state.n ?? 0, segment: data?.segment ?? 0 }
}

/**
 * Vedette's own sealed log. A frame names the source of its lines and how far the collector had read when it
 * sealed them, so the collector's position is committed with the alerts of its lines. Its link tells whether it
 * stands where it was written.
 */
export class OwnLogInput implements Input {
  readonly name = ownLog
  readonly #dir: string
  readonly #keyring: Keyring
  readonly #committed: Committed
  readonly #unknownSource: number
  #reader: SealedLogReader
  #chain: ChainWatch

  /** @param unknownSource source that tokens which do not open are counted under, as their frame cannot tell */
  constructor(dir: string, keyring: Keyring, committed: Committed, unknownSource: number) {
    this.#dir = dir
    this.#keyring = keyring
    this.#committed = committed
    this.#unknownSource = unknownSource
    this.#reader = this.#open()
    this.#chain = new ChainWatch(committed(chainName))
  }

  #open(): SealedLogReader {
    const position = this.#committed(this.name)
    return new SealedLogReader(
      this.#dir,
      position === undefined ? undefined : SegmentPosition.parse(position),
    )
  }

  async rewind(): Promise<void> {
    await this.#reader.close()
    this.#reader = this.#open()
    this.#chain = new ChainWatch(this.#committed(chainName))
  }

  async close(): Promise<void> {
    await this.#reader.close()
  }

  async read(maxBytes: number): Promise<Chunk> {
    const read = await this.#reader.read(maxBytes)
    const sourceId = this.#unknownSource
    const lines: InputLine[] = []
    const failed: FailedToken[] = []
    const tokens = new Map<number, number>()
    const positions = new Map([[this.name, JSON.stringify(read.position)]])
    const count = (id: number) => tokens.set(id, (tokens.get(id) ?? 0) + 1)
    const chain = this.#chain.begin(segmentName(read.position?.segment ?? 0), read.notice)
    const opened = this.#keyring.openAll(read.lines.map(({ text }) => text))
    opened.forEach((plain, i) => {
      const { text, offset }: TailedLine = read.lines[i] ?? { text: '', offset: 0 }
      const frame = frameOf(plain)
      if (typeof frame === 'string') {
        count(sourceId)
        chain.failed()
        failed.push({ sourceId, offset, reason: frame })
        return
      }
      const { source, at, position, link } = frame.header
      count(source)
      if (chain.isRepeated(link, tagOf(text), offset)) return
      if (position !== undefined) positions.set(collectorInput(source), JSON.stringify(position))
      for (const line of frame.lines) lines.push({ text: line, sourceId: source, arrival: at, offset })
    })
    if (read.lines.length > 0 || chain.broken.length > 0) positions.set(chainName, chain.stored())
    return {
      lines,
      failed,
      broken: chain.broken.map((told) => ({ sourceId, ...told })),
      tokens,
      positions,
      offset: 0,
      size: 0,
      state: read.state,
      notice: read.notice,
    }
  }
}

/** The frame in a token, or why there is none. */
function frameOf(plain: Opened): Frame | string {
  if (plain instanceof FernetError) return failureSentence(plain)
  try {
    return decodeFrame(plain.toString('utf8'))
  } catch {
    return 'it opens, but holds no frame of Vedette'
  }
}
