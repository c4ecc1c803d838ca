import type { Token } from './tokens.ts'
import { isCoveted } from './vocabulary.ts'

/** A folded token: its kind letter, and the span of the tokens that went into it. Q is a subquery. */
export interface Folded {
  readonly kind: string
  readonly text: string
  readonly start: number
  readonly end: number
}

const operand = /[1sSv0nfgQ]/
const deepest = 12

/**
 * Folds what does not change the shape, so that one pattern sees all the ways to write one thing: signs and `not` before
 * an operand go, a call is its name, brackets around an operand go, arithmetic and lists of operands are one operand.
 */
export function fold(tokens: readonly Token[]): Folded[] {
  let folded: Folded[] = [...tokens]
  for (let depth = 0; depth < deepest; depth++) {
    const next = foldOnce(folded)
    if (next.length === folded.length) return next
    folded = next
  }
  return folded
}

function foldOnce(tokens: readonly Folded[]): Folded[] {
  const out: Folded[] = []
  const kind = (i: number): string => tokens[i]?.kind ?? ''
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (!token) break
    const before = out.at(-1)?.kind ?? ''
    const isPrefix = before === '' || !/[1sSv0nfgQ)]/.test(before)
    // not between, not in, not like.
    if (token.kind === '!' && token.text === 'not' && kind(i + 1) === '=') continue
    // A number turned over is a truth: !0, ~1.
    const behind = tokens[i + 1]
    if (isPrefix && token.kind === '!' && /^[!~]$/.test(token.text) && behind?.kind === '1') {
      out.push({ kind: '0', text: token.text + behind.text, start: token.start, end: behind.end })
      i++
      continue
    }
    // {d '2000-01-01'}: an operand in ODBC's braces.
    if (token.kind === '{' && kind(i + 1) === 'n' && /[1sv0]/.test(kind(i + 2)) && kind(i + 3) === '}') {
      const inner = tokens[i + 2]
      if (inner) out.push({ ...inner, start: token.start, end: tokens[i + 3]?.end ?? inner.end })
      i += 3
      continue
    }
    // Signs before an operand.
    if (
      isPrefix &&
      out.length > 0 &&
      (token.kind === '!' || (token.kind === 'o' && /[-+~&]/.test(token.text)))
    ) {
      if (/[1sSv0nfgQ(!oE]/.test(kind(i + 1))) continue
    }
    if (out.length === 0 && token.kind === 'o' && /^[-+]$/.test(token.text) && /[1v]/.test(kind(i + 1)))
      continue
    // A word before brackets that fold to nothing or to one operand is a call.
    if ((token.kind === 'f' || token.kind === 'g') && kind(i + 1) === '(') {
      const end = kind(i + 2) === ')' ? i + 2 : isOperandList(tokens, i + 2)
      if (end !== -1) {
        const query = tokens.slice(i, end).find((inner) => inner.kind === 'Q')
        const last = tokens[Math.min(end, tokens.length - 1)]
        out.push({ ...(query ?? token), start: token.start, end: last?.end ?? token.end })
        i = end
        continue
      }
    }
    if (token.kind === '(' && !/[fgTn]/.test(before)) {
      if (kind(i + 1) === 'E') {
        const end = closing(tokens, i)
        if (isSelectList(tokens, i + 2)) {
          const last = end === -1 ? tokens.length - 1 : end
          out.push({ kind: 'Q', text: 'select', start: token.start, end: tokens[last]?.end ?? token.end })
          i = last
          continue
        }
      }
      if (operand.test(kind(i + 1)) && kind(i + 2) === ')') {
        const inner = tokens[i + 1]
        if (inner) out.push({ ...inner, start: token.start, end: tokens[i + 2]?.end ?? inner.end })
        i += 2
        continue
      }
    }
    // operand operator operand, and operand, operand: the stronger of the two stays.
    const previous = out.at(-1)
    const isJoin = token.kind === 'o' || token.kind === ','
    const right = tokens[i + 1]
    if (isJoin && previous && operand.test(previous.kind) && right && operand.test(right.kind)) {
      if (kind(i + 2) !== '(') {
        const stronger = strength(right.kind) > strength(previous.kind) ? right : previous
        out[out.length - 1] = { ...stronger, start: previous.start, end: right.end }
        i++
        continue
      }
    }
    out.push(token)
  }
  return out
}

const strength = (kind: string): number => 'n1s0SvgfQ'.indexOf(kind)

/** Where brackets opened before `from` close, if all in them is operands, commas and operators; else -1. */
function isOperandList(tokens: readonly Folded[], from: number): number {
  for (let i = from; i < tokens.length && i < from + 60; i++) {
    const kind = tokens[i]?.kind ?? ''
    if (kind === ')') return i
    if (!/[1sSv0nQfg,o=&!AFDCc.?*]/.test(kind)) return -1
    if ((kind === 'f' || kind === 'g') && tokens[i + 1]?.kind === '(') return -1
  }
  return tokens.length
}

function closing(tokens: readonly Folded[], open: number): number {
  let depth = 0
  for (let i = open; i < tokens.length; i++) {
    if (tokens[i]?.kind === '(') depth++
    if (tokens[i]?.kind === ')' && --depth === 0) return i
  }
  return -1
}

/** Do the tokens behind a SELECT begin a list of columns rather than a sentence? */
export function isSelectList(tokens: readonly Folded[], from: number): boolean {
  let at = from
  if (tokens[at]?.kind === 'D') at++
  const [first, second] = [tokens[at], tokens[at + 1]]
  if (!first) return false
  if (/[1sSv0fQ(CE!]/.test(first.kind)) return true
  if (first.kind === 'o') return /^[*+~-]/.test(first.text)
  if (first.kind === 'g') return true
  if (first.kind === 'n' || first.kind === 'T') {
    if (second?.kind === ')') return isCoveted(first.text)
    return !second || /[,FcAo;=]/.test(second.kind)
  }
  return first.kind === '?' && first.text === '$'
}
