import { longestRead } from './longest-read.ts'

const percent = 0x25
const letterU = 0x75
const none = -1

/** By code of a hexadecimal digit; of anything else it is below zero, and so is whatever is made of it. */
const hex = new Int8Array(256).fill(none)
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  hex[digit.charCodeAt(0)] = value
  hex[digit.toUpperCase().charCodeAt(0)] = value
}

/** Bytes in the UTF-8 sequence that a byte begins; 1 where it begins none. */
const sequenceLengths = Uint8Array.from({ length: 256 }, (_, first) =>
  first < 0xc0 || first >= 0xf8 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2,
)

/** The byte that `%HH` at `at` stands for; below zero where there is none. */
const byteAt = (text: Uint8Array, at: number): number =>
  text[at] === percent ? ((hex[text[at + 1] ?? 0] ?? none) << 4) | (hex[text[at + 2] ?? 0] ?? none) : none

/** The code unit that `%uHHHH` at `at` stands for; below zero where there is none. */
function unitAt(text: Uint8Array, at: number): number {
  if (text[at + 1] !== letterU) return none
  let unit = 0
  for (let i = at + 2; i < at + 6; i++) unit = unit < 0 ? none : (unit << 4) | (hex[text[i] ?? 0] ?? none)
  return unit
}

/** The character of a sequence of escapes; below zero where it is broken. Overlong forms give what they hide. */
function sequenceAt(text: Uint8Array, at: number, first: number, length: number): number {
  // IIS and old Java took any low six bits after C0/C1: %c0%2f and %c0%af are both a slash.
  const isLenient = first < 0xc2
  let code = first & (0xff >> (length + 1))
  for (let i = at + 3; i < at + 3 * length; i += 3) {
    const next = byteAt(text, i)
    if (next < 0 || ((next & 0xc0) !== 0x80 && !isLenient)) return none
    code = (code << 6) | (next & 0x3f)
  }
  return code <= 0x10ffff ? code : none
}

/** What the escape at `at` stands for and how many characters it takes, as one number: code << 4 | characters. */
function escapeAt(text: Uint8Array, at: number): number {
  const byte = byteAt(text, at)
  if (byte >= 0) {
    const length = sequenceLengths[byte] ?? 1
    const code = length === 1 ? byte : sequenceAt(text, at, byte, length)
    return code < 0 ? (byte << 4) | 3 : (code << 4) | (3 * length)
  }
  const unit = unitAt(text, at)
  return unit < 0 ? (percent << 4) | 1 : (unit << 4) | 6
}

/** Takes no time where a string is kept in bytes, as V8 keeps what holds Latin-1 only. */
const beyondBytes = /[^\x00-\xff]/

const shared = buffersFor(longestRead)

function buffersFor(length: number) {
  // One more, so that an escape can be looked for at the end.
  return { source: Buffer.alloc(length + 1), narrow: Buffer.alloc(length) }
}

/**
 * Undoes one layer of %HH and %uHHHH, as lenient UTF-8: overlong forms give the character they hide, a broken sequence
 * gives its bytes as Latin-1, what is malformed stays as it is. Never throws; linear. It reads bytes and writes bytes,
 * because the malformed case is the attacker's choice and has to cost no more than the others.
 */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text
  const { length } = text
  const { source, narrow } = length > longestRead ? buffersFor(length) : shared
  if (beyondBytes.test(text)) return decodeWide(text, source)
  source.write(text, 0, 'latin1')
  source[length] = 0
  let size = 0
  for (let i = 0; i < length; ) {
    const byte = source[i] ?? 0
    if (byte === percent) {
      const undone = escapeAt(source, i)
      if (undone > (0xff << 4) + 0xf) return decodeWide(text, source)
      narrow[size++] = undone >> 4
      i += undone & 0xf
    } else {
      narrow[size++] = byte
      i++
    }
  }
  return narrow.toString('latin1', 0, size)
}

/** The same for text that is or becomes more than Latin-1: in units of 16 bits. */
function decodeWide(text: string, source: Buffer): string {
  const { length } = text
  // What is beyond Latin-1 is no part of an escape.
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    source[i] = unit > 0xff ? 0 : unit
  }
  source[length] = 0
  const wide = Buffer.alloc(2 * length)
  let size = 0
  for (let i = 0; i < length; ) {
    const undone = source[i] === percent ? escapeAt(source, i) : (text.charCodeAt(i) << 4) | 1
    const code = undone >> 4
    if (code > 0xffff) {
      const above = code - 0x10000
      wide.writeUInt16LE(0xd800 | (above >> 10), size)
      wide.writeUInt16LE(0xdc00 | (above & 0x3ff), size + 2)
      size += 4
    } else {
      wide.writeUInt16LE(code, size)
      size += 2
    }
    i += undone & 0xf
  }
  return wide.toString('utf16le', 0, size)
}
