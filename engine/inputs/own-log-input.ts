import type { Batch, Examined } from '../pipeline/examined.ts'
import { failuresOf, linesOf } from '../pipeline/lines.ts'
import { tagOf } from '../sealed-log/link.ts'
import { SealedLogReader, SegmentPosition, type SegmentRead, segmentName } from '../sealed-log/segments.ts'
import { ChainWatch, chainName, watchedChain } from './chain-watch.ts'
import type { Chunk, Committed, Input, Reading } from './input.ts'
import { RecallingInput } from './recall.ts'

/** The name of a plain file's collector among the positions. */
export const collectorInput = (sourceId: number): string => `plain:${sourceId}`

const ownLog = 'own-log'

interface Store {
  readonly position: Committed
}

/** The own log as the engine reads it from its start on: what it recalls, then what is new. */
export const followOwnLog = (dir: string, store: Store, unknownSource: number): Input =>
  new RecallingInput({
    name: ownLog,
    open: (committed) => new OwnLogInput(dir, committed, unknownSource),
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
  readonly path: string
  readonly #committed: Committed
  readonly #unknownSource: number
  #reader: SealedLogReader
  #chain: ChainWatch

  /** @param unknownSource source that tokens which do not open are counted under, as their frame cannot tell */
  constructor(dir: string, committed: Committed, unknownSource: number) {
    this.path = dir
    this.#committed = committed
    this.#unknownSource = unknownSource
    this.#reader = this.#open()
    this.#chain = new ChainWatch(committed(chainName))
  }

  #open(): SealedLogReader {
    const position = this.#committed(this.name)
    return new SealedLogReader(
      this.path,
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

  async read(maxBytes: number): Promise<Reading> {
    const read = await this.#reader.read(maxBytes)
    const texts = read.lines.map(({ text }) => text)
    const batch: Batch = { holds: 'frames', texts, sourceId: this.#unknownSource, arrival: Date.now() }
    const position = read.position && JSON.stringify(read.position)
    return { batch, position, open: (examined) => this.#chunkOf(read, batch, position, examined) }
  }

  #chunkOf(read: SegmentRead, batch: Batch, position: string | undefined, examined: Examined): Chunk {
    const { sourceId } = batch
    const offsets = read.lines.map(({ offset }) => offset)
    const headers = new Map(examined.headers.map(({ origin, header }) => [origin, header]))
    const repeated = new Set<number>()
    const tokens = new Map<number, number>()
    const positions = new Map(position === undefined ? [] : [[this.name, position]])
    const count = (id: number) => tokens.set(id, (tokens.get(id) ?? 0) + 1)
    const chain = this.#chain.begin(segmentName(read.position?.segment ?? 0), read.notice)
    read.lines.forEach(({ text, offset }, origin) => {
      const header = headers.get(origin)
      count(header?.source ?? sourceId)
      if (!header) chain.failed()
      else if (chain.isRepeated(header.link, tagOf(text), offset)) repeated.add(origin)
      else if (header.position !== undefined)
        positions.set(collectorInput(header.source), JSON.stringify(header.position))
    })
    if (read.lines.length > 0 || chain.broken.length > 0) positions.set(chainName, chain.stored())
    return {
      lines: linesOf(batch, offsets, examined, (origin) => repeated.has(origin)),
      failed: failuresOf(batch, offsets, examined),
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
