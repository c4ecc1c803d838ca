import { isUtf8 } from 'node:buffer'
/**
 * End of a quoted field whose content starts at `start`: the next quote that no backslash escapes and that a blank or
 * the end of the line follows, because some writers escape nothing. -1 if there is none.
 */
export function endOfQuoted(line: string, start: number): number {
  for (let end = line.indexOf('"', start); end !== -1; end = line.indexOf('"', end + 1)) {
    const isClosing = end + 1 === line.length || line[end + 1] === ' '
    if (isClosing && !isEscaped(line, start, end)) return end
  }
  return -1
}

function isEscaped(line: string, start: number, at: number): boolean {
  let backslashes = 0
  while (at - 1 - backslashes >= start && line[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}

const escapes = /\\(?:x([0-9A-Fa-f]{2})|(["\\nrtbvf]))/g
/** A backslash that no escaping writer leaves: this writer escapes only quotes, and \n is a path on Windows. */
const bareBackslash = /\\(?:[^x"\\nrtbvf]|$|x(?![0-9A-Fa-f]{2}))/
const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', v: '\v', f: '\f' }

/** Undoes what the log writer did: `\xHH` (nginx, Apache; UTF-8 bytes), `\"`, `\\`, `\n` and their like. */
export function unescapeLog(text: string): string {
  if (!text.includes('\\')) return text
  // Pairs first, so that the second of two is not taken for a bare one.
  const isPlain = bareBackslash.test(text.replaceAll('\\\\', ''))
  const bytes = text.replace(escapes, (whole, hex: string | undefined, letter: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
    if (letter === undefined || (isPlain && letter !== '"')) return whole
    return named[letter] ?? letter
  })
  return asUtf8(bytes)
}

/** Characters that stand for bytes, read as UTF-8 where they are; the same text where they are not. */
export function asUtf8(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes) || /[^\x00-\xff]/.test(bytes)) return bytes
  const buffer = Buffer.from(bytes, 'latin1')
  return isUtf8(buffer) ? buffer.toString('utf8') : bytes
}
