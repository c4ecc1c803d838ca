import { z } from 'zod'
import type { LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import type { FrameHeader } from '../sealed-log/frame.ts'

/**
 * What the texts of a batch are: frames of Vedette's own log, foreign tokens (whose text can never pass for a frame),
 * tokens of either kind, or lines that were never sealed.
 */
export const Holding = z.enum(['frames', 'tokens', 'either', 'lines'])
export type Holding = z.infer<typeof Holding>

/** Texts to be examined together, none with a line feed in it. */
export const Batch = z.object({
  holds: Holding,
  texts: z.array(z.string()).readonly(),
  /** source and arrival (epoch milliseconds) of what names none itself */
  sourceId: z.number(),
  arrival: z.number(),
  /** the keys of these tokens, where they have their own */
  keys: z.array(z.string()).readonly().optional(),
})
export type Batch = z.infer<typeof Batch>

/** Why a text gives no lines: it is no token, no key opens it, or it opens to no frame. */
export const Failure = z.enum(['malformed', 'version', 'signature', 'padding', 'key', 'frame'])
export type Failure = z.infer<typeof Failure>

/** A frame, by the index of its text in the batch. */
export interface FrameAt {
  readonly origin: number
  readonly header: FrameHeader
}

/** What a batch holds. Lines are in order; everything else goes by their index, or by that of a text. */
export interface Examined {
  readonly lines: readonly string[]
  /** which text of the batch each line came from */
  readonly origins: ArrayLike<number>
  /** NaN for lines that are no requests */
  readonly scores: Float32Array
  /** of lines that have any: index of the line and its findings by signature, strongest first */
  readonly findings: readonly (readonly [line: number, findings: readonly Finding[]])[]
  readonly failed: readonly { readonly origin: number; readonly reason: Failure }[]
  readonly headers: readonly FrameAt[]
  /** absent where another thread looked: to parse again costs less than to hand events over */
  readonly events?: readonly (LogEvent | undefined)[]
}
