import { quarterMs } from '../time-steps.ts'

/** A count is three 32-bit words: origin; kind and, in the low bits, when in its quarter the last came; count. */
export const words = 3

const offsetBits = 20
const offsetMask = (1 << offsetBits) - 1

/** Kinds that fit beside the offset. */
export const mostKinds = 1 << (32 - offsetBits)

export const kindOf = (word: number): number => word >>> offsetBits
export const offsetOf = (word: number): number => word & offsetMask

/** One count as the database holds it loosely; start and offset in milliseconds. */
export type LooseRow = readonly [start: number, origin: number, kind: number, offset: number, count: number]

/** Counts of one stretch of time: `words` 32-bit words each. */
export interface Section {
  /** epoch milliseconds; the counts lie in [start, start + span) */
  readonly start: number
  readonly span: number
  readonly entries: Uint32Array
}

/** Milliseconds that one step of an offset stands for: longer stretches than a quarter are told less finely. */
export const unitOf = (span: number): number => (span <= quarterMs ? 1 : Math.ceil(span / offsetMask))

/** Kind and offset as one word. */
export function entryWord(kind: number, offset: number, unit: number): number {
  const steps = Math.min(Math.max(Math.floor(offset / unit), 0), offsetMask)
  return ((kind << offsetBits) | steps) >>> 0
}

/** One section of all of the rows. */
function sectionOf(rows: readonly LooseRow[], start: number, span: number): Section {
  const entries = new Uint32Array(rows.length * words)
  const unit = unitOf(span)
  let at = 0
  for (const [, origin, kind, offset, count] of rows) {
    entries[at] = origin
    entries[at + 1] = entryWord(kind, offset, unit)
    entries[at + 2] = count
    at += words
  }
  return { start, span, entries }
}

/** @param rows in order of their start */
export function sectionsOf(rows: readonly LooseRow[], span: number): Section[] {
  const sections: Section[] = []
  for (let begin = 0, end = 0; begin < rows.length; begin = end) {
    const start = rows[begin]?.[0] ?? 0
    while (end < rows.length && rows[end]?.[0] === start) end++
    sections.push(sectionOf(rows.slice(begin, end), start, span))
  }
  return sections
}

/**
 * Sections of whole quarters as one blob: number of the quarter, number of words, words, and so on; little-endian, as
 * every system is that Vedette runs on.
 */
export function toBlob(sections: readonly Section[]): Buffer {
  const blob = new Uint32Array(sections.reduce((sum, { entries }) => sum + 2 + entries.length, 0))
  let at = 0
  for (const { start, entries } of sections) {
    blob[at] = start / quarterMs
    blob[at + 1] = entries.length
    blob.set(entries, at + 2)
    at += 2 + entries.length
  }
  return Buffer.from(blob.buffer)
}

/** A copy: a buffer of the database need not begin on a whole word. */
export function toWords(bytes: Uint8Array): Uint32Array<ArrayBuffer> {
  const whole = new Uint32Array(bytes.byteLength / Uint32Array.BYTES_PER_ELEMENT)
  new Uint8Array(whole.buffer).set(bytes)
  return whole
}

export function fromBlob(bytes: Uint8Array): Section[] {
  const blob = toWords(bytes)
  const sections: Section[] = []
  for (let at = 0; at + 1 < blob.length; ) {
    const end = at + 2 + (blob[at + 1] ?? 0)
    sections.push({
      start: (blob[at] ?? 0) * quarterMs,
      span: quarterMs,
      entries: blob.subarray(at + 2, end),
    })
    at = end
  }
  return sections
}
