import { z } from 'zod'
import { TailPosition } from '../collectors/tail-position.ts'
import { Link } from './link.ts'

const mark = '#vedette '

/** First line of a token in Vedette's own log: whose lines these are and how far their collector had read. */
export const FrameHeader = z.object({
  v: z.literal(1),
  source: z.number().int().positive(),
  at: z.number(),
  position: TailPosition.optional(),
  /** absent in frames of before there was a chain */
  link: Link.optional(),
})
export type FrameHeader = z.infer<typeof FrameHeader>

export interface Frame {
  readonly header: FrameHeader
  readonly lines: readonly string[]
}

/** Lines hold no line feed: the collectors cut at them. */
export const encodeFrame = (header: FrameHeader, lines: readonly string[]): string =>
  `${mark}${JSON.stringify(header)}\n${lines.join('\n')}`

/** Only the first line can be a header, so no log text can pass for one. @throws where it is no frame */
export function decodeFrame(text: string): Frame {
  const end = text.indexOf('\n')
  if (!text.startsWith(mark) || end === -1) throw new Error('The token holds no frame of Vedette.')
  const header = FrameHeader.parse(JSON.parse(text.slice(mark.length, end)))
  return { header, lines: text.slice(end + 1).split('\n') }
}

/** The frame that a text is, or undefined where it is none or broken. */
export function readFrame(text: string): Frame | undefined {
  try {
    return decodeFrame(text)
  } catch {
    return undefined
  }
}

export const isFrame = (text: string): boolean => text.startsWith(mark)
