import type { Span } from '../detector.ts'
import { type Folded, fold } from './fold.ts'
import { type Quote, type ShapeId, shapes } from './shapes.ts'
import { statementAt } from './statements.ts'
import { type Token, tokenise } from './tokens.ts'
import { delays, emptyCalls, isSystemName, leakingFunctions } from './vocabulary.ts'

export type SqlSign =
  | ShapeId
  | 'delay'
  | 'leaking-call'
  | 'system-name'
  | 'server-variable'
  | 'outfile'
  | 'built-text'

/** What was seen in one text: each sign with its span. */
export type SqlSigns = ReadonlyMap<SqlSign, Span>

/** Text longer than this is judged by its first part: a value that breaks out does so early. */
const longestJudged = 4096
const mostQuotes = 2

let lastText: string | undefined
let lastSigns: SqlSigns = new Map()

/** Judges a decoded value. Pure; the last answer is kept because each signature asks for the same text. */
export function analyseSql(text: string): SqlSigns {
  if (text === lastText) return lastSigns
  lastSigns = judge(straighten(text.slice(0, longestJudged)))
  lastText = text
  return lastSigns
}

/** The fingerprint of text as it stands: letters of its folded tokens. */
export const fingerprint = (text: string): string =>
  fold(tokenise(text))
    .map(({ kind }) => kind)
    .join('')

/**
 * Typographic quotes made straight, and a plus between words that no blank parts made a blank (a query that was encoded
 * once too often). Keeps every offset.
 */
function straighten(text: string): string {
  const straight = /[\u2018-\u201d\u2032\u02bc]/.test(text)
    ? text.replace(/[\u2018\u2019\u2032\u02bc]/g, "'").replace(/[\u201c\u201d]/g, '"')
    : text
  return !/\s/.test(straight) && /\w\+\w.*\+/.test(straight) ? straight.replaceAll('+', ' ') : straight
}

function judge(text: string): SqlSigns {
  const signs = new Map<SqlSign, Span>()
  const note = (sign: SqlSign, span: Span): void => {
    if (!signs.has(sign)) signs.set(sign, { start: span.start, end: Math.max(span.end, span.start + 1) })
  }
  const plain = tokenise(text)
  readShapes(plain, undefined, note)
  readStatements(plain, false, note)
  readNames(plain, note)
  for (const quote of ["'", '"', '`']) {
    let at = text.indexOf(quote)
    for (let n = 0; n < mostQuotes && at !== -1; n++) {
      if (isQuotedPhrase(text, at, quote)) break
      const behind = tokenise(text, at + 1)
      const prefix = withoutBackslashes(text.slice(0, at))
      readShapes(behind, { char: quote, prefix }, note)
      readStatements(behind, true, note)
      readNames(behind, note)
      // Only an apostrophe inside a word lets the next quote be the one that breaks out.
      if (!/\w$/.test(prefix) || !/\w/.test(text[at + 1] ?? '')) break
      at = text.indexOf(quote, at + 1)
    }
  }
  return signs
}

/** A phrase in quotes, as people type it into search boxes: the quote opens it, and words follow or nothing. */
function isQuotedPhrase(text: string, at: number, quote: string): boolean {
  const close = text.indexOf(quote, at + 1)
  if (close === -1 || (at > 0 && !/\s/.test(text.charAt(at - 1)))) return false
  const inner = text.slice(at + 1, close)
  const rest = text.slice(close + 1)
  if (/--|#|\/\*/.test(rest)) return false
  return /^[/a-z][\w ./-]*$/i.test(inner)
    ? /^(?:$|\s+(?:$|[a-z]))/i.test(rest)
    : /^[a-z][\w ./=-]*\w$/i.test(inner) && /^\s+[a-z]+(?:\s|$)/i.test(rest)
}

/** Without the backslashes at its end: they escape the quote behind them. */
function withoutBackslashes(text: string): string {
  let end = text.length
  while (text[end - 1] === '\\') end--
  return text.slice(0, end)
}

type Note = (sign: SqlSign, span: Span) => void

/** Most text is prose: without these kinds of tokens no shape can be there, and nothing need be folded. */
function mayHaveShape(tokens: readonly Token[], isBehindQuote: boolean): boolean {
  let hasLiteral = false
  let hasJoin = false
  for (const { kind } of tokens) {
    if ('UEcCQ'.includes(kind)) return true
    if ('1sS0vfg'.includes(kind)) hasLiteral = true
    else if ('&=FBW'.includes(kind)) hasJoin = true
  }
  // Behind a quote an operator, a bracket or a clause goes on; prose goes on with a word.
  if (isBehindQuote) return !/[n1sS0vfg?.]/.test(tokens[0]?.kind ?? 'n')
  return hasJoin && (hasLiteral || tokens[0]?.kind === '&')
}

function readShapes(tokens: readonly Token[], quote: Quote | undefined, note: Note): void {
  if (!mayHaveShape(tokens, quote !== undefined)) return
  const folded = fold(tokens)
  const letters = folded.map(({ kind }) => kind).join('')
  for (const shape of shapes) {
    if (shape.context === 'quote' ? !quote : shape.context === 'plain' && quote) continue
    const match = shape.pattern.exec(letters)
    if (!match) continue
    const end = match.index + match[0].length
    if (shape.check && !shape.check(folded, match.index, end, quote)) continue
    note(shape.id, spanOf(folded, match.index, end))
  }
}

function spanOf(tokens: readonly Folded[], at: number, end: number): Span {
  return { start: tokens[at]?.start ?? 0, end: tokens[Math.max(at, end - 1)]?.end ?? 0 }
}

function readStatements(tokens: readonly Token[], isBehindQuote: boolean, note: Note): void {
  tokens.forEach((token, i) => {
    if (!/[TE!gf]/.test(token.kind)) return
    const before = tokens[i - 1]
    const isStart = i === 0 || /^[;)c{]$/.test(before?.kind ?? '')
    if (!isStart && !/^[1sS]$/.test(before?.kind ?? '')) return
    const end = statementAt(tokens, i)
    if (end === -1) return
    const span = spanOf(tokens, i, end)
    if (before?.kind === ';' || (before?.kind === ')' && i > 1)) {
      note('stacked', span)
      return
    }
    if (token.kind === 'E') return
    // A statement that stands alone may be talk about SQL; one that ends as statements end is not.
    const last = tokens.at(-1)
    const isWhole = isBehindQuote || /[;c)sS1]/.test(last?.kind ?? '') || before !== undefined
    if (isWhole) note('statement', span)
  })
}

/** "information_schema.columns vs sys.columns": words follow the name, and it stands where no table stands. */
function isTalkedAbout(tokens: readonly Token[], at: number): boolean {
  const [before, next, after] = [tokens[at - 1], tokens[at + 1], tokens[at + 2]]
  // A schema's name and nothing else is a choice in a list.
  if (tokens.length === 1) return tokens[at]?.text === 'information_schema'
  if (before?.kind === 'F' || next?.kind !== 'n' || !/^[a-z]{2,}$/.test(next.text)) return false
  return after === undefined || /[nfg&=DT!]/.test(after.kind)
}

function readNames(tokens: readonly Token[], note: Note): void {
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (!token) break
    // What is logged with this word in it was once left out of traces by the server itself.
    if (token.kind === 'c' && /\bsp_password\b/.test(token.text)) note('system-name', token)
    if (!/[nfgvTFW]/.test(token.kind)) continue
    const next = tokens[i + 1]
    const after = tokens[i + 2]
    const third = tokens[i + 3]
    if (token.kind === 'f' && leakingFunctions.has(token.text)) {
      const isEmpty = after?.kind === ')'
      const isArgument =
        /[1sSv0fQ(EoC!]/.test(after?.kind ?? '') || (after?.kind === 'n' && /[,)]/.test(third?.kind ?? ''))
      const span = { start: token.start, end: after?.end ?? token.end }
      if (delays.has(token.text)) {
        if (isArgument && after?.kind !== 'n') note('delay', span)
      } else if (emptyCalls.has(token.text) ? isEmpty : isArgument) note('leaking-call', span)
    }
    if (token.text === 'waitfor' && /^(?:delay|time)$/.test(next?.text ?? '') && after?.kind !== 'n')
      note('delay', spanOf(tokens, i, i + 3))
    if (
      /[nfg]/.test(token.kind) &&
      isSystemName(token.text.replace(/[[\]`]/g, '')) &&
      !isTalkedAbout(tokens, i)
    )
      note('system-name', token)
    if (token.kind === 'v' && /^@@\w{3,}/.test(token.text)) note('server-variable', token)
    if (
      token.text === 'into' &&
      /^(?:out|dump)file$/.test(next?.text ?? '') &&
      /^[sSv1]?$/.test(after?.kind ?? '')
    )
      note('outfile', spanOf(tokens, i, i + 3))
    if (token.text === 'procedure' && next?.text === 'analyse') note('leaking-call', spanOf(tokens, i, i + 2))
    // What is built is called, so another token than a name before its bracket needs no further look.
    if (next?.kind !== '(') continue
    const builds =
      /^(?:n?cha?r|concat|unhex|hextoraw|ascii|ord|unicode|bin|substr(?:ing)?|mid)$/.test(token.text) &&
      (/^(?:0x|(?:n?cha?r|version|user|database|select|session_user|current_user)$)/.test(
        after?.text ?? '',
      ) ||
        (/^(?:ascii|ord|unicode)$/.test(token.text) &&
          /^(?:substr(?:ing)?|mid|lower|upper|right|left)$/.test(after?.text ?? '')))
    if (builds) note('built-text', spanOf(tokens, i, i + 3))
    if (/^n?cha?r$/.test(token.text) && after?.kind === '1' && /[,)]/.test(third?.kind ?? '')) {
      const isJoined =
        /[o&,]/.test(tokens[i + 4]?.kind ?? '') ||
        third?.kind === ',' ||
        /[o&=,(]/.test(tokens[i - 1]?.kind ?? '')
      if (isJoined) note('built-text', spanOf(tokens, i, i + 4))
    }
  }
}
