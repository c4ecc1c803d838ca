import { z } from 'zod'
import { type Link, leap } from './link.ts'

const Range = z.tuple([z.number().int(), z.number().int()])

/** What is known of the tokens read so far; kept with the position, so that a restart does not forget it. */
export const ChainState = z.object({
  /** highest number read; 0 where only tokens without a link were read */
  n: z.number().int().nonnegative(),
  /** tag of the token with that number, or of the last token without a link */
  tag: z.string(),
  /** numbers below `n` that were not read, both ends included, in their order */
  missing: z.array(Range),
  /** tokens that did not open since the last one that did */
  failed: z.number().int().nonnegative(),
  isRepeating: z.boolean(),
})
export type ChainState = z.infer<typeof ChainState>

/** More gaps than these are told as one: a state must not grow with what an attacker does. */
const gapsKept = 64

const nothingRead: ChainState = { n: 0, tag: '', missing: [], failed: 0, isRepeating: false }

export interface Placed {
  /** what is wrong here, a sentence's end each; empty where the token stands where it was written */
  readonly breaks: readonly string[]
  /** its lines were read before: reading them again would count them twice */
  readonly isRepeated: boolean
}

/** Follows the links of the log's tokens as they are read. Never refuses a token that was not read before. */
export class Chain {
  #state: ChainState
  #isFresh: boolean

  /** @param state of another reader of the same log that ended; none where reading begins with its first token */
  constructor(state?: ChainState) {
    this.#state = state ?? nothingRead
    this.#isFresh = state === undefined
  }

  get state(): ChainState {
    return this.#state
  }

  /** A token that does not open, or that holds no frame. */
  failed(): void {
    this.#state = { ...this.#state, failed: this.#state.failed + 1 }
  }

  /** The file was cut short or written anew: tokens that were read may come again, which is told already. */
  startOver(): void {
    this.#state = { ...this.#state, isRepeating: true }
  }

  /** The next token that opens. @param link absent in tokens of a Vedette that wrote none */
  next(link: Link | undefined, tag: string): Placed {
    if (!link) return this.#unlinked(tag)
    const { n, missing, isRepeating } = this.#state
    if (link.n > n) return this.#ahead(link, tag)
    const gap = missing.findIndex(([from, to]) => from <= link.n && link.n <= to)
    if (gap === -1) {
      this.#state = { ...this.#state, failed: 0, isRepeating: true }
      return {
        breaks: isRepeating ? [] : ['it stands there a second time, and is passed over'],
        isRepeated: true,
      }
    }
    this.#state = { ...this.#state, missing: without(missing, gap, link.n), failed: 0, isRepeating: false }
    return { breaks: ['it does not stand where it was written'], isRepeated: false }
  }

  #unlinked(tag: string): Placed {
    const { n } = this.#state
    this.#isFresh = false
    if (n === 0) this.#state = { ...this.#state, tag, failed: 0 }
    return {
      breaks: n === 0 ? [] : ['it carries no place in the log, as those before it do'],
      isRepeated: false,
    }
  }

  #ahead(link: Link, tag: string): Placed {
    const { n, tag: before, missing, failed } = this.#state
    // Older segments may have been purged, but a segment is purged as a whole.
    const expected = this.#isFresh ? link.first : n === 0 ? link.n : n + 1
    const gap = Math.max(0, link.n - expected)
    const breaks = [...this.#gapSentences(gap, failed)]
    if (gap === 0 && failed === 0 && !this.#isFresh && link.prev !== before) {
      breaks.push('what stood before it was removed or replaced')
    }
    const gaps: ChainState['missing'] = gap > 0 ? [...missing, [expected, link.n - 1]] : missing
    this.#state = { n: link.n, tag, missing: bounded(gaps), failed: 0, isRepeating: false }
    this.#isFresh = false
    return { breaks, isRepeated: false }
  }

  *#gapSentences(gap: number, failed: number): Iterable<string> {
    // Behind a token that it could not open, the writer leapt.
    const changed = failed > 0 && gap >= leap ? gap : Math.min(gap, failed)
    if (changed > 0) {
      yield `${tokens(Math.min(changed, failed), 'was', 'were')} changed, or sealed with another key`
    }
    if (gap > changed) yield `${tokens(gap - changed, 'is', 'are')} missing`
    if (failed > gap) yield `${tokens(failed - gap, 'was', 'were')} put there by another writer`
  }
}

const tokens = (count: number, one: string, more: string): string =>
  count === 1 ? `1 token before it ${one}` : `${count} tokens before it ${more}`

/** The ranges without one number of the range at `index`. */
function without(ranges: ChainState['missing'], index: number, n: number): ChainState['missing'] {
  return ranges.flatMap(([from, to], i): ChainState['missing'] => {
    if (i !== index) return [[from, to]]
    const parts: ChainState['missing'] = [
      [from, n - 1],
      [n + 1, to],
    ]
    return parts.filter(([low, high]) => low <= high)
  })
}

/** Joins the oldest gaps where there are too many: a token between them would be read twice, none is lost. */
function bounded(ranges: ChainState['missing']): ChainState['missing'] {
  const [first, second, ...rest] = ranges
  if (!first || !second || ranges.length <= gapsKept) return ranges
  return [[first[0], second[1]], ...rest]
}
