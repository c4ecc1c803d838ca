import { kindOfWord, leakingFunctions, plainFunctions } from './vocabulary.ts'

/**
 * One token. `kind`, one letter: 1 number, s string, S string that runs to the end, v variable, 0 null or truth, n name,
 * f known function before its bracket, g other word before a bracket, & and/or/xor, ! not, = comparison, o arithmetic,
 * U union, E select, F from, W where and its like, B order/group by, C case, A as, T other statement, D all/distinct,
 * c comment to the end, and ( ) , ; { } . ? for themselves (? is anything else).
 */
export interface Token {
  readonly kind: string
  /** lower case, as written */
  readonly text: string
  readonly start: number
  readonly end: number
}

const mostTokens = 160
const number = /(?:0x[0-9a-f]+|0b[01]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+)/iy
const word = /[A-Za-z_$\u00c0-\u1fff\u2c00-\ufffe][\w$.\u00c0-\u1fff\u2c00-\ufffe]*/y
const gluedKeyword =
  /^(?:[fd]?union|or|and|xor|union|div|mod|like|order|group|having|limit|in|is|between|from|where|as|procedure)$/
const comparison = /(?:<=>|<>|!=|<=|>=|==|:=|!<|!>|~\*|!~\*?|=|<(?!<)|>(?!>))/y
const arithmetic = /(?:<<|>>|::|->>?|#>>?|@>|<@|[+\-*/%^|&~])/y
const variable = /@{1,2}[`'"]?[\w.$#]*[`'"]?/y
const by = /(?:\/\*[^*]*\*\/|[\s+])*by\b/iy
const blank = /[\s\u00a0\u2000-\u200b\u3000\ufeff]/

/** What stands at one place: a token of this kind up to `end`, or nothing that counts. */
interface Reading {
  readonly kind: string | undefined
  readonly end: number
}

/** Reads text as SQL from `start`, to its end or to the bound. Never throws; linear. */
export function tokenise(text: string, start = 0): Token[] {
  const tokens: Token[] = []
  let at = start
  while (at < text.length && tokens.length < mostTokens) {
    const { kind, end } = readAt(text, at, tokens.length === 0)
    if (kind !== undefined) tokens.push({ kind, text: text.slice(at, end).toLowerCase(), start: at, end })
    at = Math.max(end, at + 1)
  }
  return tokens
}

const nothing = (end: number): Reading => ({ kind: undefined, end })
const matchEnd = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : -1
}

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)

function readAt(text: string, at: number, isFirst: boolean): Reading {
  const code = text.charCodeAt(at)
  if (code <= 32) return nothing(at + 1)
  // A letter begins a word whatever else is looked for below; most text is letters.
  if (isLetter(code)) return readWord(text, at, matchEnd(word, text, at))
  const char = text.charAt(at)
  const next = text[at + 1]
  if (code > 127 && blank.test(char)) return nothing(at + 1)
  if (char === '/' && next === '*') {
    const end = skipComment(text, at)
    return end === -1 ? { kind: 'c', end: text.length } : nothing(end)
  }
  // The end of a versioned comment, whose inside was read as code.
  if (char === '*' && next === '/') return nothing(at + 2)
  if ((char === '-' && next === '-') || char === '#' || char === '\u2013')
    return readLineComment(text, at, isFirst)
  // "solved-select-version": words of an address joined by dashes.
  if (char === '-' && /[a-z]/i.test(text[at - 1] ?? '') && /[a-z]/i.test(next ?? ''))
    return { kind: '?', end: at + 1 }
  if (char === "'" || char === '"') {
    const end = endOfString(text, at + 1, char)
    return end === -1 ? { kind: 'S', end: text.length } : { kind: 's', end }
  }
  if (char === '`' || char === '[') {
    const end = text.indexOf(char === '`' ? '`' : ']', at + 1)
    const isName = end !== -1 && /^[\w .$-]{1,64}$/.test(text.slice(at + 1, end))
    return isName ? { kind: 'n', end: end + 1 } : { kind: '?', end: at + 1 }
  }
  if (char === '@') {
    const end = matchEnd(variable, text, at)
    return { kind: end - at > 1 ? 'v' : '?', end }
  }
  const numberEnd = matchEnd(number, text, at)
  if (numberEnd !== -1) return readNumber(text, numberEnd)
  const wordEnd = matchEnd(word, text, at)
  if (wordEnd !== -1) return readWord(text, at, wordEnd)
  return readSign(text, at, char)
}

/** A comment up to a line end hides junk from filters, and the statement goes on behind it; else it ends the text. */
function readLineComment(text: string, at: number, isFirst: boolean): Reading {
  if (text[at] === '#' && isFirst && /[\w{([]/.test(text[at + 1] ?? '')) return { kind: '?', end: at + 1 }
  const end = text.indexOf('\n', at)
  if (end !== -1 && /\S/.test(text.slice(end))) return nothing(end + 1)
  return { kind: 'c', end: text.length }
}

/** Databases read 1or as 1 or; people write 24k and 10cm. */
function readNumber(text: string, end: number): Reading {
  // MySQL drops `1.e` in front of a bracket, a name or an operator.
  if (text[end - 1] === '.' && /^e[(.\s)]/i.test(text.slice(end, end + 2))) return nothing(end + 1)
  const wordEnd = matchEnd(word, text, end)
  if (wordEnd === -1) return { kind: '1', end }
  const glued = text.slice(end, wordEnd).toLowerCase()
  if (!gluedKeyword.test(glued)) return { kind: 'n', end: wordEnd }
  return { kind: '1', end: /^[fd]union$/.test(glued) ? end + 1 : end }
}

function readWord(text: string, at: number, end: number): Reading {
  const lower = text.slice(at, end).toLowerCase()
  // N'…', x'…', b'…', q'…' are strings.
  if (text[end] === "'" && /^(?:n|x|b|e|q|nq|u)$/.test(lower)) {
    const close = endOfString(text, end + 1, "'")
    return close === -1 ? { kind: 'S', end: text.length } : { kind: 's', end: close }
  }
  const kind = kindOfWord(lower)
  if (kind === 'B') {
    const byEnd = matchEnd(by, text, end)
    return byEnd === -1 ? { kind: 'n', end } : { kind, end: byEnd }
  }
  if ((kind === undefined || kind === '0' || lower === 'replace') && text[nextSolid(text, end)] === '(') {
    if (leakingFunctions.has(lower) || plainFunctions.has(lower)) return { kind: 'f', end }
    return { kind: kind ?? 'g', end }
  }
  return { kind: kind ?? 'n', end }
}

function readSign(text: string, at: number, char: string): Reading {
  if ((char === '|' || char === '&') && text[at + 1] === char) return { kind: '&', end: at + 2 }
  const comparisonEnd = matchEnd(comparison, text, at)
  if (comparisonEnd !== -1) return { kind: '=', end: comparisonEnd }
  if (char === '!' || char === '~') return { kind: '!', end: at + 1 }
  const arithmeticEnd = matchEnd(arithmetic, text, at)
  if (arithmeticEnd !== -1) return { kind: 'o', end: arithmeticEnd }
  return { kind: '(),;{}.'.includes(char) ? char : '?', end: at + 1 }
}

/** Behind a block comment; inside a versioned one, whose content databases run; -1 where it never ends. */
function skipComment(text: string, at: number): number {
  if (text[at + 2] === '!') {
    let next = at + 3
    while (/\d/.test(text[next] ?? '') && next < at + 9) next++
    return next
  }
  const close = text.indexOf('*/', at + 2)
  return close === -1 ? -1 : close + 2
}

function nextSolid(text: string, at: number): number {
  let next = at
  while (next < text.length && next < at + 40) {
    if (/[\s+]/.test(text.charAt(next))) next++
    else if (text.startsWith('/*', next)) {
      const close = text.indexOf('*/', next + 2)
      if (close === -1) return next
      next = close + 2
    } else break
  }
  return next
}

/** Behind the quote that ends a string; doubled and escaped quotes go on. -1 where none does. */
export function endOfString(text: string, from: number, quote: string): number {
  for (let i = from; i < text.length; i++) {
    const char = text[i]
    if (char === '\\') i++
    else if (char === quote) {
      if (text[i + 1] !== quote) return i + 1
      i++
    }
  }
  return -1
}
