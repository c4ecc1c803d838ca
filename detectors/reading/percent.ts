import { longestRead } from './longest-read.ts'

const percent = 0x25
const letterU = 0x75
const notHex = -1

const hexValues = new Int8Array(256).fill(notHex)
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  hexValues[digit.charCodeAt(0)] = value
  hexValues[digit.toUpperCase().charCodeAt(0)] = value
}

const hex = (text: string, at: number): number => hexValues[text.charCodeAt(at)] ?? notHex

/** The byte that `%HH` at `at` stands for; below zero where there is none. */
function byteAt(text: string, at: number): number {
  if (text.charCodeAt(at) !== percent) return notHex
  const high = hex(text, at + 1)
  const low = hex(text, at + 2)
  return (high | low) < 0 ? notHex : high * 16 + low
}

/** The code unit that `%uHHHH` at `at` stands for; below zero where there is none. */
function unitAt(text: string, at: number): number {
  if (text.charCodeAt(at + 1) !== letterU) return notHex
  let unit = 0
  for (let i = at + 2; i < at + 6; i++) {
    const value = hex(text, i)
    if (value < 0) return notHex
    unit = unit * 16 + value
  }
  return unit
}

/** Escapes in the UTF-8 sequence that this byte begins; 1 where it begins none. */
const sequenceLength = (first: number): number =>
  first < 0xc0 || first >= 0xf8 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2

/** The character of a sequence of escapes; below zero where it is broken. Overlong forms give what they hide. */
function sequenceAt(text: string, at: number, first: number, length: number): number {
  // IIS and old Java took any low six bits after C0/C1: %c0%2f and %c0%af are both a slash.
  const isLenient = first < 0xc2
  let code = first & (0xff >> (length + 1))
  for (let i = at + 3; i < at + 3 * length; i += 3) {
    const next = byteAt(text, i)
    if (next < 0 || ((next & 0xc0) !== 0x80 && !isLenient)) return notHex
    code = (code << 6) | (next & 0x3f)
  }
  return code <= 0x10ffff ? code : notHex
}

const narrow = Buffer.alloc(longestRead)
const wide = Buffer.alloc(2 * longestRead)

/**
 * Undoes one layer of %HH and %uHHHH, as lenient UTF-8: overlong forms give the character they hide, a broken sequence
 * gives its bytes as Latin-1, what is malformed stays as it is. Never throws; linear. Characters are written to a
 * buffer, because the malformed case is the attacker's choice and has to cost no more than the others.
 */
export function decodePercent(text: string): string {
  const first = text.indexOf('%')
  if (first === -1) return text
  const { length } = text
  const isLong = length > longestRead
  let units: Buffer = isLong ? Buffer.alloc(2 * length) : narrow
  let isWide = isLong
  let size = 0
  for (let i = 0; i < length; ) {
    let code = text.charCodeAt(i)
    let step = 1
    if (code === percent) {
      const byte = byteAt(text, i)
      if (byte >= 0) {
        const escapes = sequenceLength(byte)
        const whole = escapes === 1 ? byte : sequenceAt(text, i, byte, escapes)
        code = whole < 0 ? byte : whole
        step = whole < 0 ? 3 : 3 * escapes
      } else {
        const unit = unitAt(text, i)
        if (unit >= 0) {
          code = unit
          step = 6
        }
      }
    }
    if (code > 0xff && !isWide) {
      units = widen(size)
      isWide = true
    }
    if (isWide) size = putWide(units, size, code)
    else units[size++] = code
    i += step
  }
  return isWide ? units.toString('utf16le', 0, 2 * size) : units.toString('latin1', 0, size)
}

/** What was written as bytes so far, as 16-bit units. */
function widen(size: number): Buffer {
  for (let i = 0; i < size; i++) {
    wide[2 * i] = narrow[i] ?? 0
    wide[2 * i + 1] = 0
  }
  return wide
}

function putWide(units: Buffer, size: number, code: number): number {
  if (code > 0xffff) {
    const above = code - 0x10000
    return putWide(units, putWide(units, size, 0xd800 | (above >> 10)), 0xdc00 | (above & 0x3ff))
  }
  units[2 * size] = code & 0xff
  units[2 * size + 1] = code >> 8
  return size + 1
}
