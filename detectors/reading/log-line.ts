/** A log line as text, and where in the line each character of it begins. */
export interface LineText {
  readonly text: string
  /** raw offset of character `i`; of `text.length`: the end of the line */
  readonly rawAt: (i: number) => number
}

/** The line read as it stands. */
export const asWritten = (raw: string): LineText => ({ text: raw, rawAt: (i) => i })

const escapes = /(?:\\x[0-9a-fA-F]{2})+|\\u[0-9a-fA-F]{4}|\\["\\/nrtbvf]/g
const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', v: '\v', f: '\f' }

/** The line with what its writer escaped undone, as the parser reads it: `\xHH` (UTF-8 bytes), `\uHHHH`, `\"`, `\n`. */
export function withoutEscapes(raw: string): LineText {
  const starts: number[] = []
  let text = ''
  const take = (part: string, at: number, step: number): void => {
    for (let i = 0; i < part.length; i++) starts.push(at + i * step)
    text += part
  }
  let copied = 0
  for (const match of raw.matchAll(escapes)) {
    const [written] = match
    take(raw.slice(copied, match.index), copied, 1)
    copied = match.index + written.length
    if (/^\\x/.test(written)) {
      let at = match.index
      for (const { char, bytes } of charactersOf(written)) {
        take(char, at, 0)
        at += bytes * 4
      }
    } else if (/^\\u/.test(written))
      take(String.fromCharCode(Number.parseInt(written.slice(2), 16)), match.index, 0)
    else take(named[written.slice(1)] ?? written.slice(1), match.index, 0)
  }
  take(raw.slice(copied), copied, 1)
  return { text, rawAt: (i) => starts[i] ?? raw.length }
}

/** The characters of a run of `\xHH`, and how many bytes each took. What is no UTF-8 is read as Latin-1. */
function charactersOf(run: string): { char: string; bytes: number }[] {
  const buffer = Buffer.from(run.replace(/\\x/g, ''), 'hex')
  const text = buffer.toString('utf8')
  if (text.includes('\ufffd'))
    return [...buffer].map((byte) => ({ char: String.fromCharCode(byte), bytes: 1 }))
  return [...text].map((char) => ({ char, bytes: Buffer.byteLength(char) }))
}
