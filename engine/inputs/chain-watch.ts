import { z } from 'zod'
import { Chain, ChainState } from '../sealed-log/chain.ts'
import type { Link } from '../sealed-log/link.ts'
import type { Committed } from './input.ts'

/** The name under which the store keeps what is known of the own log's chain. */
export const chainName = 'own-log:chain'

/** A place where the own log is not as it was written. */
const ChainBreak = z.object({
  /** when it was noticed, epoch milliseconds */
  time: z.number(),
  /** byte offset in its segment of the token at which it was noticed */
  offset: z.number(),
  /** what is wrong there, with the segment's name */
  reason: z.string(),
})
type ChainBreak = z.infer<typeof ChainBreak>

/** The row of `chainName`. */
export const WatchedChain = z.object({
  state: ChainState,
  /** breaks noticed since the data folder was made */
  breaks: z.number().int().nonnegative(),
  last: ChainBreak.optional(),
})
export type WatchedChain = z.infer<typeof WatchedChain>

/** What the store keeps of the own log's chain; undefined before anything was read. */
export const watchedChain = (store: { position: Committed }): WatchedChain | undefined =>
  WatchedChain.safeParse(store.position(chainName)).data

/** The chain of the own log over all readings: counts its breaks and tells those of the reading at hand. */
export class ChainWatch {
  readonly #chain: Chain
  #breaks: number
  #last: ChainBreak | undefined
  #segment = ''
  #notice: string | undefined
  #broken: ChainBreak[] = []

  /** @param stored what the store keeps under `chainName` */
  constructor(stored: unknown) {
    const watched = stored === undefined ? undefined : WatchedChain.parse(stored)
    this.#chain = new Chain(watched?.state)
    this.#breaks = watched?.breaks ?? 0
    this.#last = watched?.last
  }

  /** Begins a reading. @param notice of the file's reader: nobody but Vedette writes to a segment, so it is a break */
  begin(segment: string, notice: string | undefined): this {
    this.#segment = segment
    this.#broken = []
    if (notice !== undefined && notice !== this.#notice) {
      this.#chain.startOver()
      this.#tell(0, notice)
    }
    this.#notice = notice
    return this
  }

  /** Breaks of this reading. */
  get broken(): readonly ChainBreak[] {
    return this.#broken
  }

  failed(): void {
    this.#chain.failed()
  }

  /** Whether the token was read before. */
  isRepeated(link: Link | undefined, tag: string, offset: number): boolean {
    const { breaks, isRepeated } = this.#chain.next(link, tag)
    for (const reason of breaks) this.#tell(offset, reason)
    return isRepeated
  }

  stored(): string {
    const watched: WatchedChain = { state: this.#chain.state, breaks: this.#breaks, last: this.#last }
    return JSON.stringify(watched)
  }

  #tell(offset: number, reason: string): void {
    this.#breaks++
    this.#last = { time: Date.now(), offset, reason: `${this.#segment}: ${reason}` }
    this.#broken.push(this.#last)
  }
}

const noticeMs = 7 * 86_400_000

/** The sentence for the console, for a week after the last break; undefined where all is well. */
export function chainProblem(watched: WatchedChain | undefined, now = Date.now()): string | undefined {
  if (!watched?.last || now - watched.last.time > noticeMs) return undefined
  const { breaks, last } = watched
  const places = breaks === 1 ? 'one place' : `${breaks} places`
  return `The sealed log was changed by another hand in ${places}, last noticed in ${last.reason} (byte ${last.offset}). Each place is listed in the quarantine.`
}
