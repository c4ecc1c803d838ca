/** Slow references for the smaller decoders: one character after the other, as their descriptions say. */

const entityNames: Readonly<Record<string, string>> = {
  ...{
    lt: '<',
    gt: '>',
    amp: '&',
    quot: '"',
    apos: "'",
    colon: ':',
    sol: '/',
    bsol: '\\',
    lpar: '(',
    rpar: ')',
  },
  ...{ tab: '\t', newline: '\n', nbsp: ' ', period: '.', comma: ',', semi: ';', equals: '=', grave: '`' },
  ...{ lbrace: '{', lcub: '{', rcub: '}', num: '#', dollar: '$', excl: '!' },
}

const isOf = (alphabet: string, char: string | undefined): char is string =>
  char !== undefined && alphabet.includes(char.toLowerCase())
const decimal = '0123456789'
const hexadecimal = `${decimal}abcdef`

/** Where a run of characters of the alphabet ends, at most so many. */
function runEnd(text: string, from: number, alphabet: string, most: number): number {
  let end = from
  while (end < from + most && isOf(alphabet, text[end])) end++
  return end
}

type Undo = (text: string, at: number) => { readonly char: string; readonly end: number } | undefined

function undoAll(text: string, undo: Undo): string {
  let out = ''
  for (let at = 0; at < text.length; ) {
    const undone = undo(text, at)
    out += undone?.char ?? text[at]
    at = undone?.end ?? at + 1
  }
  return out
}

const letters = 'abcdefghijklmnopqrstuvwxyz'

const byName: Undo = (text, at) => {
  const end = text[at] === '&' ? runEnd(text, at + 1, letters, 8) : 0
  const char = entityNames[text.slice(at + 1, end).toLowerCase()]
  return text[end] === ';' && end > 0 && char !== undefined ? { char, end: end + 1 } : undefined
}

/** Three names stand without a semicolon too. */
const bare: Undo = (text, at) => {
  for (const name of ['lt', 'gt', 'quot']) {
    const end = at + 1 + name.length
    const isThere = text[at] === '&' && text.slice(at + 1, end).toLowerCase() === name
    if (isThere && text[end] !== ';' && text[end] !== '=') return { char: entityNames[name] ?? '', end }
  }
  return undefined
}

const byNumber: Undo = (text, at) => {
  if (!text.startsWith('&#', at)) return undefined
  const isHex = text[at + 2]?.toLowerCase() === 'x'
  const start = at + (isHex ? 3 : 2)
  const end = runEnd(text, start, isHex ? hexadecimal : decimal, 14)
  const code = end === start ? 0 : Number.parseInt(text.slice(start, end), isHex ? 16 : 10)
  if (code === 0 || code > 0x10ffff) return undefined
  return { char: String.fromCodePoint(code), end: text[end] === ';' ? end + 1 : end }
}

export const decodeEntitiesPlainly = (text: string): string => [byName, bare, byNumber].reduce(undoAll, text)

/** A digit run of exactly so many characters, as a number; undefined where there is none. */
function digits(text: string, at: number, count: number): number | undefined {
  return runEnd(text, at, hexadecimal, count) === at + count
    ? Number.parseInt(text.slice(at, at + count), 16)
    : undefined
}

const scriptEscape: Undo = (text, at) => {
  if (text[at] !== '\\') return undefined
  const kind = text[at + 1]?.toLowerCase()
  const asChar = (code: number | undefined, end: number) =>
    code === undefined || code > 0x10ffff ? undefined : { char: String.fromCodePoint(code), end }
  if (kind === 'x') return asChar(digits(text, at + 2, 2), at + 4)
  if (kind === 'u' && text[at + 2] === '{') {
    const close = text.indexOf('}', at)
    const inside = text.slice(at + 3, close)
    return /^0{0,4}[0-9a-f]{1,6}$/i.test(inside) && close > 0
      ? asChar(Number.parseInt(inside, 16), close + 1)
      : undefined
  }
  if (kind === 'u') return asChar(digits(text, at + 2, 4), at + 6)
  const octal = text.slice(at + 1, at + 4)
  return /^[0-3][0-7]{2}$/.test(octal) ? asChar(Number.parseInt(octal, 8), at + 4) : undefined
}

export const decodeScriptEscapesPlainly = (text: string): string => undoAll(text, scriptEscape)

/** Base64 of either alphabet by its bits; undefined where it is not all base64 of readable text. */
export function decodeBase64Plainly(value: string): string | undefined {
  const text = value.trim().replaceAll(' ', '+')
  const [, body = '', padding = ''] = /^([^=]*)(={0,2})$/s.exec(text) ?? []
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  const isAll = (signs: string) =>
    body !== '' && [...body].every((char) => `${alphabet}${signs}`.includes(char))
  const isWhole = padding === '' ? body.length % 4 !== 1 : body.length % 4 > 1
  const isStandard = body.length >= 16 && isWhole && isAll('+/')
  const isForAddresses = body.length >= 20 && isAll('-_')
  if (text.length > 4096 || !(isStandard || isForAddresses)) return undefined
  const bits = [...body.replaceAll('-', '+').replaceAll('_', '/')]
    .map((char) => `${alphabet}+/`.indexOf(char).toString(2).padStart(6, '0'))
    .join('')
  const codes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
  const isReadable = codes.every((code) => (code >= 32 && code <= 126) || [9, 10, 13].includes(code))
  return isReadable && codes.length > 0 ? String.fromCharCode(...codes) : undefined
}
