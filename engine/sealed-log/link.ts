import { z } from 'zod'

/**
 * Where a token stands in Vedette's own log. It lies inside the frame, so only a holder of the key can write one:
 * tokens that were removed, doubled, put elsewhere or changed leave a break in the chain of links.
 */
export const Link = z.object({
  /** number of the token, counted from 1 over all segments; none is given twice */
  n: z.number().int().positive(),
  /** number of the first token of its segment */
  first: z.number().int().positive(),
  /** tag of the token that stood before it when it was written; empty where there was none */
  prev: z.string().max(24),
})
export type Link = z.infer<typeof Link>

/** The last token of a log: what the next link refers to. */
export interface ChainEnd {
  readonly n: number
  readonly tag: string
  /** segment that it stands in, 0 where there is none, and number of the first token there */
  readonly segment: number
  readonly first: number
}

/** Where the writer goes on after a token that does not open, as that hides its number: far beyond it. */
export const leap = 1_000_000

const tagBytes = 16

/** What tells a token from all others: the last bytes of its MAC. */
export const tagOf = (token: string): string =>
  Buffer.from(token.slice(-44), 'base64url').subarray(-tagBytes).toString('base64url')
