import { z } from 'zod'
import { Finding } from '../../contract/finding.ts'
import { FrameHeader } from '../sealed-log/frame.ts'

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

const Failure = z.enum(['malformed', 'version', 'signature', 'padding', 'key', 'frame'])

/**
 * What a batch holds, as one thread hands it to the other: texts in one string and numbers in typed arrays, because
 * objects by the thousand take longer to hand over than to make.
 */
export const Examined = z.object({
  /** all lines, one after the other */
  text: z.string(),
  /** where each line ends in `text` */
  ends: z.instanceof(Uint32Array),
  /** which text of the batch each line came from */
  origins: z.instanceof(Uint32Array),
  /** NaN for lines that are no requests */
  scores: z.instanceof(Float32Array),
  /** of lines that have any: index of the line and its findings by signature, strongest first */
  findings: z.array(z.tuple([z.number(), z.array(Finding)])),
  /** texts that are no token, that no key opens, or that open to no frame */
  failed: z.array(z.object({ origin: z.number(), reason: Failure })),
  /** of frames: index of the text and what its first line says */
  headers: z.array(z.object({ origin: z.number(), header: FrameHeader })),
})
export type Examined = z.infer<typeof Examined>
export type Failure = z.infer<typeof Failure>
