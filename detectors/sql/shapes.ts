import type { Folded } from './fold.ts'
import { isCoveted } from './vocabulary.ts'

/** What SQL of an attack looks like; each is a signature of the SQL injection detector. */
export type ShapeId =
  | 'union'
  | 'condition-behind-quote'
  | 'condition-behind-value'
  | 'comment-behind-quote'
  | 'comment-behind-bracket'
  | 'clause-behind-quote'
  | 'clause-behind-value'
  | 'operator-behind-quote'
  | 'stacked'
  | 'statement'
  | 'query'
  | 'whole-query'
  | 'subquery'
  | 'case'
  | 'call-behind-quote'

export interface Shape {
  readonly id: ShapeId
  /** over the letters of folded tokens: of text behind a quote, of text as it stands, or both */
  readonly context: 'quote' | 'plain' | 'any'
  readonly pattern: RegExp
  /** what the letters cannot say; `at` is the index of the first folded token of the match */
  readonly check?: (tokens: readonly Folded[], at: number, end: number, quote: Quote | undefined) => boolean
}

/** The quote that a reading starts behind. */
export interface Quote {
  readonly char: string
  /** the text in front of it */
  readonly prefix: string
}

/** Text that ends without a blank in front of the quote is a value being closed; prose opens quotes behind a blank. */
const closesValue = (quote: Quote | undefined): boolean => quote !== undefined && !/\s$/.test(quote.prefix)
/** 15" and 4' are inches and feet, 60's a decade. */
const isMeasure = (quote: Quote | undefined): boolean => /\d$/.test(quote?.prefix ?? '')

/** A comparison proves little when both sides are words of a sentence: one is a literal or a call, or they are equal. */
function isTelling(tokens: readonly Folded[], at: number, end: number): boolean {
  const comparison = tokens.findIndex((token, i) => i >= at && i < end && token.kind === '=')
  const [left, right] = [tokens[comparison - 1], tokens[comparison + 1]]
  if (!left) return false
  if (!right) return left.kind !== 'n'
  return left.kind !== 'n' || right.kind !== 'n' || left.text === right.text
}

/** Brackets around one operand were folded into it: its span is wider than its text. */
const isBracketed = ([first]: readonly Folded[]): boolean =>
  first !== undefined && (first.kind === '(' || first.end - first.start > first.text.length)

const commentOf = (tokens: readonly Folded[], end: number): string => tokens[end - 1]?.text ?? ''
/** What stands behind a comment sign: nothing, a filler, or the rest of a hidden query; a sentence is something else. */
const isBareComment = (comment: string): boolean => !/^(?:--|#|\/\*)[\s+-]*\w+[\s,]+\w+[\s,]+\w/.test(comment)

/** "3>2 and 2>1", "2 and 2 is 4": numbers compared by people. */
function isArithmeticTalk(tokens: readonly Folded[], at: number): boolean {
  const and = tokens.findIndex(({ kind }, i) => i > at && kind === '&')
  const [left, sign, right] = tokens.slice(and + 1, and + 4)
  if (left?.kind !== '1' || right?.kind !== '1') return false
  return sign?.text === 'is' || (/^[<>]=?$/.test(sign?.text ?? '') && tokens[and - 2]?.kind === '=')
}

/** VALUES ROW(…) behind UNION; a call of another name there is prose. */
function isRowOrSwap(tokens: readonly Folded[], at: number, end: number): boolean {
  if (tokens[at]?.kind === 'E') return true
  return tokens.slice(at, end + 1).some(({ text }) => text === 'values' || text === 'row')
}

/** Calls of a browser's script, which breaks out of quotes in the same way. */
const scriptCalls = new Set(
  'alert prompt confirm eval fetch atob btoa settimeout setinterval function import print escape unescape document.write'.split(
    ' ',
  ),
)

const query = /E(?:D1?)?(?:[1sSv0fQ]|o|n|\(|[ng])[^E;]*?F\(*[nsQ(v](?:$|[Wc;B),U&=.]|n?$)/

const isWorthStealing = (tokens: readonly Folded[]): boolean => tokens.some(({ text }) => isCoveted(text))

/** Columns from a table. "select dresses from italy" needs a name worth stealing, or an operator in front. */
function isQuery(tokens: readonly Folded[], at: number, end: number): boolean {
  const list = tokens.slice(at + 1, end)
  const from = list.findIndex(({ kind }) => kind === 'F')
  const columns = list.slice(0, from)
  const isAll = columns[0]?.text === '*'
  if (columns.length !== 1 && !isAll && !columns.some(({ kind }) => /[,fvA]/.test(kind))) return false
  if (isAll || !columns.every(({ kind }) => /[nAsS]/.test(kind))) return true
  return isWorthStealing(list) || (at > 0 && /[(=;)o&]/.test(tokens[at - 1]?.kind ?? ''))
}

export const shapes: readonly Shape[] = [
  {
    id: 'union',
    context: 'any',
    pattern: /U(?:D?\(*[EQ]|\(*D?E)/,
    check: (tokens, at, end, quote) => {
      let from = end
      if (tokens[from]?.kind === 'D') from++
      while (tokens[from]?.kind === '(') from++
      const [first, second] = [tokens[from], tokens[from + 1]]
      const before = tokens[at - 1]
      if (tokens[end - 1]?.kind === 'Q') return true
      // A list cut off, or hidden behind what was not read, still counts behind a value or a quote.
      if (!first) return before !== undefined || quote !== undefined
      // "credit union select checking from …": words on both sides.
      const isOneWord = first.kind === 'n' && first.end - first.start === first.text.length
      if (before?.kind !== '1' && quote === undefined && isOneWord && (!second || second.kind === 'F'))
        return false
      if (/[1sSv0fgQ(c!]/.test(first.kind)) return true
      if (first.kind === 'o') return true
      if (first.kind === '{' || first.kind === '?') return before !== undefined || quote !== undefined
      return !second || (/[,FcAo;)=]/.test(second.kind) && second.text !== 'in')
    },
  },
  {
    id: 'condition-behind-quote',
    context: 'quote',
    pattern: /^[)\s]*;?&[!o]*\(*[1sSv0nfgQ]=\(*[1sSv0nfgQF!]/,
    check: (tokens, at, end, quote) =>
      isTelling(tokens, at, end) && !(isMeasure(quote) && quote?.char === '"'),
  },
  {
    id: 'condition-behind-quote',
    context: 'quote',
    pattern: /^\)*;?&!*(?:[1v0fQ](?:$|[c;&)(])|[sS](?:$|[&c=])|n=[sS]$|[ng]=?c|[ng]=[1sSf]|[ng]?&)/,
    check: (tokens, at, end, quote) =>
      closesValue(quote) &&
      (tokens[end - 1]?.end ?? 0) - (tokens[at]?.end ?? 0) > 1 &&
      !(/\s/.test(quote?.prefix ?? '') && /[sS]$/.test(tokens[end - 1]?.kind ?? '')),
  },
  {
    id: 'condition-behind-value',
    context: 'plain',
    pattern: /^\(*[1s0Sv]\)*&[!o]*\(*[1sSv0nfgQ]=\(*[1sSv0nfgQ]/,
    check: (tokens, _at, end) => {
      const [right, left] = [tokens[end - 1], tokens[end - 3]]
      const isLiteral = (token: Folded | undefined) => /[1sSv0fQ]/.test(token?.kind ?? '')
      return isLiteral(left) || (right?.kind !== 'n' && tokens[0]?.kind === '1') || left?.text === right?.text
    },
  },
  {
    id: 'condition-behind-value',
    context: 'plain',
    pattern: /[1sS0nvfg)]&[!o(]{0,12}(?:1=1|s=[sS]|0=0|f=[1sSf]|Q(?:[=c)&]|$))/,
    check: (tokens, at) => !isArithmeticTalk(tokens, at),
  },
  {
    id: 'condition-behind-value',
    context: 'plain',
    pattern: /^\(*[1s]\)*&!*(?:[1v0](?:c|;$|[BWUF])|[1v0nf]\)+[c&(]|[fQ](?:$|[c&;)]))/,
  },
  {
    id: 'condition-behind-value',
    context: 'plain',
    pattern: /^\(*\)*&!*(?:[1s0fQ]=[1s0fQS](?:$|[c&;n])|n=n(?:$|c))/,
    check: (tokens, at, end) => isTelling(tokens, at, end),
  },
  {
    id: 'comment-behind-bracket',
    context: 'plain',
    pattern: /^\(*(?:[svgf]|[1svgf]&[1svgf])\)*c$/,
    check: (tokens) => isBracketed(tokens),
  },
  { id: 'union', context: 'plain', pattern: /^1U(?:1|c)/ },
  // MySQL's table value constructor, and the two words swapped by who fights a filter.
  { id: 'union', context: 'any', pattern: /UD?\(*g\(*1|Un[gf]|EUD?[1sv0]/, check: isRowOrSwap },
  { id: 'condition-behind-value', context: 'plain', pattern: /^[1s]\)*&(?:0$|=1&1$)|^\)*&n=nc$|^&1=f\(/ },
  { id: 'condition-behind-value', context: 'plain', pattern: /^[gf]&[gf]=[1sgf]/ },
  {
    id: 'comment-behind-quote',
    context: 'quote',
    pattern: /^\)*;?c$/,
    check: (tokens, _at, end, quote) =>
      closesValue(quote) &&
      isBareComment(commentOf(tokens, end)) &&
      !(/\s/.test(quote?.prefix ?? '') && /\w/.test(commentOf(tokens, end))) &&
      !(isMeasure(quote) && quote?.char === '"'),
  },
  {
    id: 'comment-behind-bracket',
    context: 'plain',
    pattern: /^[1n]\)+;?c$|^[1n];c$/,
    check: (tokens, _at, end) => isBareComment(commentOf(tokens, end)),
  },
  {
    id: 'clause-behind-quote',
    context: 'quote',
    pattern: /^\)*(?:B\(*[1(fQ]|B[nv][c,FW]|W\(*[1sSf(Q]|W[n0](?:$|[=c;(1s])|F\(?[sSn](?:$|c)|!=|U(?:$|D?c))/,
    check: (tokens, at, end, quote) =>
      closesValue(quote) &&
      // "from": one word in quotes.
      !tokens
        .slice(at, end)
        .some((token, i, all) => /[sS]/.test(token.kind) && token.start === all[i - 1]?.end),
  },
  {
    id: 'clause-behind-value',
    context: 'plain',
    pattern: /^\(*-?(?:[1s]\)*|n\)+)(?:FnW|B\(*[1(fQ]|BnW|Bn?c|W\(*[1sfQ](?:=|c|F|o|$|[1,])|W[n]=)/,
    check: (tokens, at, end) => {
      const last = tokens[end - 1]
      const clause = tokens.slice(at, end).find(({ kind }) => kind === 'W')
      if (clause?.text === 'limit' || clause?.text === 'offset') return /[cF,]/.test(last?.kind ?? '')
      return true
    },
  },
  {
    id: 'clause-behind-value',
    context: 'plain',
    pattern: /^(?:B1(?:$|[c,(Q])|W1=1|[1s]\)*F[sS]|1\)*=[sS]c)/,
  },
  {
    id: 'operator-behind-quote',
    context: 'quote',
    pattern: /^\)*(?:=!*\(*(?:[Sv01fQ](?:$|[c;)&])|s[=&])|o\(*(?:S$|Q|f|v)|[=&]S$)/,
    check: (tokens, at, _end, quote) =>
      closesValue(quote) &&
      quote?.char === "'" &&
      !(tokens[at + 1]?.text.startsWith('"') ?? false) &&
      !/[\s,([=>]/.test(quote.prefix) &&
      !/'{6}/.test(tokens[at + 1]?.text ?? '') &&
      !/[>%]/.test(tokens[at]?.text ?? ''),
  },
  {
    id: 'operator-behind-quote',
    context: 'quote',
    pattern: /^\)*[o=&](?:[1nvf0sgQ()!o=&]){0,12}S$/,
    check: (tokens, at, end, quote) => {
      const last = tokens[end - 1]?.text ?? ''
      if (tokens[at]?.kind === '=' && quote?.char === '"') return false
      // A quote that opens: of an argument, or of a whole value in quotes that holds words.
      if (/[(,=]$/.test(quote?.prefix ?? '')) return false
      if (quote?.prefix === '' && tokens.slice(at, end).some(({ kind }) => kind === 'n')) return false
      // 6' or 8' ladder
      if (isMeasure(quote) && /[a-z]/i.test(last)) return false
      // The application's own closing quote ends what the attack opened last.
      return (
        closesValue(quote) &&
        !/\s/.test(quote?.prefix.trim() ?? '') &&
        last[0] === quote?.char &&
        last.length <= 8
      )
    },
  },
  {
    id: 'operator-behind-quote',
    context: 'quote',
    pattern: /^\)*[o=]\(*[1v0fQ][1v0fQs()=&o]+c$|^=s$/,
    check: (tokens, at, end, quote) =>
      closesValue(quote) &&
      (tokens[end - 1]?.kind === 'c' || (quote?.prefix === '' && tokens[at + 1]?.text === "''")),
  },
  {
    id: 'call-behind-quote',
    context: 'quote',
    pattern: /^\)*(?:[&=,;]|o)[!o]*\(*(?:f|Q|gc|g$|g[=)&])/,
    check: (tokens, at, end, quote) =>
      (closesValue(quote) || tokens[at]?.kind === '&') &&
      !tokens.slice(at, end).some(({ text }) => scriptCalls.has(text)),
  },
  { id: 'subquery', context: 'any', pattern: /Q/ },
  { id: 'subquery', context: 'any', pattern: /[=o,&(]D?E(?:\(*[1sSv0fQ!]|n[,F])/ },
  {
    id: 'case',
    context: 'any',
    pattern: /C!*\(*[1sSv0nfgQ](?:=\(*[1sSv0nfgQ])?\)*C[1sSv0nfgQ(oE]/,
    check: (tokens, at) =>
      /^(?:when|case)$/.test(tokens[at]?.text ?? '') && tokens.slice(at).some(({ text }) => text === 'then'),
  },
  {
    id: 'query',
    context: 'any',
    pattern: query,
    check: (tokens, at, end, quote) => isQuery(tokens, at, end) && (at > 0 || quote !== undefined),
  },
  {
    id: 'whole-query',
    context: 'plain',
    pattern: query,
    check: (tokens, at, end) => at === 0 && isQuery(tokens, at, end),
  },
]
