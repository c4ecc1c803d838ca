import type { LogEvent } from '../../contract/event.ts'

/** The features of a request, one sign after the other, as one would write them first: the reference of the tests. */

const longestRead = 8192
const counts = new Uint32Array(256)

const capped = (value: number, limit: number): number => Math.min(value, limit)
const log = (count: number, limit: number): number => capped(Math.log2(count + 1), limit)

const methodClass = (method: string | undefined): number => {
  if (method === undefined) return 3
  if (method === 'GET' || method === 'HEAD') return 0
  return method === 'POST' ? 1 : 2
}

/** Whether a character (or the byte a %HH stands for) is syntax of another language. */
function isSuspicious(code: number): boolean {
  return (
    code === 0x22 ||
    code === 0x27 ||
    code === 0x3c ||
    code === 0x3e ||
    code === 0x60 ||
    code === 0x7b ||
    code === 0x7c ||
    code === 0x7d ||
    code === 0x5c ||
    code === 0x00 ||
    code === 0x0a ||
    code === 0x0d
  )
}

const hex = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48
  if (code >= 65 && code <= 70) return code - 55
  return code >= 97 && code <= 102 ? code - 87 : -1
}

export function extractPlainly(event: LogEvent, out: Float32Array, offset: number): void {
  const text = event.target ?? ''
  const length = capped(text.length, longestRead)
  counts.fill(0)
  let [special, digits, upper, encoded, suspicious] = [0, 0, 0, 0, 0]
  let [longest, valueStart, run, longestRun, last] = [0, -1, 0, 1, -1]
  let [nameCharacters, oddCharacters] = [0, 0]
  let isName = false
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    counts[code & 255] = (counts[code & 255] ?? 0) + 1
    run = code === last ? run + 1 : 1
    last = code
    if (run > longestRun) longestRun = run
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
    const isDigit = code >= 48 && code <= 57
    if (isDigit) digits++
    else if (code >= 65 && code <= 90) upper++
    else if (!isLetter && code !== 47 && code !== 45 && code !== 95 && code !== 46) special++
    if (isSuspicious(code) || (code === 46 && text.charCodeAt(i + 1) === 46)) suspicious++
    if (code === 37) {
      const [high, low] = [hex(text.charCodeAt(i + 1)), hex(text.charCodeAt(i + 2))]
      if (high >= 0 && low >= 0) {
        encoded++
        const byte = high * 16 + low
        if (isSuspicious(byte)) suspicious++
      }
    }
    const isBreak = (code === 63 && valueStart === -1) || (code === 38 && valueStart !== -1)
    if (isBreak) {
      if (valueStart !== -1) longest = Math.max(longest, i - valueStart)
      valueStart = i + 1
      isName = true
    } else if (code === 61 && isName) {
      isName = false
      valueStart = i + 1
    } else if (isName) {
      nameCharacters++
      const isNameSign =
        code === 95 || code === 45 || code === 91 || code === 93 || code === 46 || code === 36
      if (!isLetter && !isDigit && !isNameSign) oddCharacters++
    }
  }
  if (valueStart !== -1) longest = Math.max(longest, length - valueStart)
  let entropy = 0
  for (let i = 0; i < 256; i++) {
    const count = counts[i] ?? 0
    if (count > 0) entropy -= (count / length) * Math.log2(count / length)
  }
  const share = (count: number): number => (length === 0 ? 0 : count / length)
  let at = offset
  out[at++] = log(length, 14)
  out[at++] = entropy
  out[at++] = share(special)
  out[at++] = share(digits)
  out[at++] = share(upper)
  out[at++] = log(encoded, 12)
  out[at++] = log(longest, 14)
  out[at++] = log(suspicious, 10)
  out[at++] = capped(Math.log2(longestRun), 13)
  out[at++] = capped(Math.max(0, Math.floor((event.status ?? 0) / 100)), 9)
  out[at++] = methodClass(event.method)
  out[at++] = nameCharacters === 0 ? 0 : oddCharacters / nameCharacters
  const { kinds, joints } = syntaxOf(text.slice(0, 1024))
  out[at++] = kinds
  out[at] = log(joints, 10)
}

/** Percent signs undone once, runs of one class as one sign, then looked at sign by sign. */
function syntaxOf(text: string): { kinds: number; joints: number } {
  const signs = [
    ...text
      .replace(/%([0-9a-f]{2})/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)))
      .split(''),
  ]
    .map((sign) => {
      const code = sign.charCodeAt(0)
      if (/[a-z]/.test(sign)) return 'a'
      if (/[A-Z]/.test(sign)) return 'A'
      if (/[0-9]/.test(sign)) return '0'
      if (code > 126) return 'é'
      return code < 32 ? '\n' : sign
    })
    .filter((sign, i, all) => sign !== all[i - 1])
  const isSyntax = (sign: string | undefined) =>
    sign !== undefined && ' "\'`<>()[]{};|\\$*!^@#,:=\n'.includes(sign)
  return {
    kinds: new Set(signs.filter(isSyntax)).size,
    joints: signs.filter((sign, i) => isSyntax(sign) && isSyntax(signs[i - 1])).length,
  }
}
