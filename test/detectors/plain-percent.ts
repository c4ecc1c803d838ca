const percent = 0x25
const notHex = 255

function hexValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  if (code >= 65 && code <= 70) return code - 55
  if (code >= 97 && code <= 102) return code - 87
  return notHex
}

/** Lenient UTF-8: overlong forms give the character they hide, a broken sequence gives its bytes as Latin-1. */
function appendUtf8(bytes: readonly number[]): string {
  let out = ''
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] ?? 0
    const length =
      first >= 0xf0 && first < 0xf8
        ? 4
        : first >= 0xe0 && first < 0xf0
          ? 3
          : first >= 0xc0 && first < 0xe0
            ? 2
            : 1
    let code = length === 1 ? first : first & (0xff >> (length + 1))
    let isWhole = i + length <= bytes.length
    for (let k = 1; k < length && isWhole; k++) {
      const next = bytes[i + k] ?? 0
      // IIS and old Java took any low six bits after C0/C1: %c0%2f and %c0%af are both a slash.
      if ((next & 0xc0) !== 0x80 && first !== 0xc0 && first !== 0xc1) isWhole = false
      code = (code << 6) | (next & 0x3f)
    }
    if (isWhole && code <= 0x10ffff) {
      out += String.fromCodePoint(code)
      i += length
    } else {
      out += String.fromCharCode(first)
      i++
    }
  }
  return out
}

/** The slow reference: bytes of a run gathered, then read as UTF-8 character by character. */
export function decodePercentPlainly(text: string): string {
  let at = text.indexOf('%')
  if (at === -1) return text
  let out = ''
  let copied = 0
  while (at !== -1) {
    if (at < copied) {
      at = text.indexOf('%', copied)
      continue
    }
    const bytes: number[] = []
    let i = at
    while (text.charCodeAt(i) === percent) {
      const high = hexValue(text.charCodeAt(i + 1))
      const low = hexValue(text.charCodeAt(i + 2))
      if (high === notHex || low === notHex) break
      bytes.push(high * 16 + low)
      i += 3
    }
    if (bytes.length > 0) {
      out += text.slice(copied, at) + appendUtf8(bytes)
      copied = i
    } else if (/^%u[0-9A-Fa-f]{4}/.test(text.slice(at, at + 6))) {
      out += text.slice(copied, at) + String.fromCharCode(Number.parseInt(text.slice(at + 2, at + 6), 16))
      copied = at + 6
    }
    at = text.indexOf('%', Math.max(copied, at + 1))
  }
  return out + text.slice(copied)
}
