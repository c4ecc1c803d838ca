/** End of a quoted field whose content starts at `start`: the next quote that no backslash escapes; -1 if none. */
export function endOfQuoted(line: string, start: number): number {
  let end = line.indexOf('"', start)
  while (end !== -1) {
    let backslashes = 0
    while (end - 1 - backslashes >= start && line[end - 1 - backslashes] === '\\') backslashes++
    if (backslashes % 2 === 0) return end
    end = line.indexOf('"', end + 1)
  }
  return -1
}

const escapes = /\\(?:x([0-9A-Fa-f]{2})|(["\\nrtbvf]))/g
const named: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', v: '\v', f: '\f' }

/** Undoes what the log writer did: `\xHH` (nginx, Apache; UTF-8 bytes), `\"`, `\\`, `\n` and their like. */
export function unescapeLog(text: string): string {
  if (!text.includes('\\')) return text
  const bytes = text.replace(escapes, (whole, hex: string | undefined, letter: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
    return letter === undefined ? whole : (named[letter] ?? letter)
  })
  return isLatin1(bytes) && hasHighByte(bytes) ? utf8OrSame(bytes) : bytes
}

const hasHighByte = (text: string): boolean => /[\x80-\xff]/.test(text)
const isLatin1 = (text: string): boolean => !/[^\x00-\xff]/.test(text)
const decoder = new TextDecoder('utf-8', { fatal: true })

function utf8OrSame(bytes: string): string {
  try {
    return decoder.decode(Buffer.from(bytes, 'latin1'))
  } catch {
    return bytes
  }
}
