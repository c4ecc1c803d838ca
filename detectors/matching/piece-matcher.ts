import type { EventField } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import type { Detector, Signature, Span, View } from '../detector.ts'
import { decodeBase64 } from '../reading/base64.ts'
import { decode } from '../reading/layers.ts'
import type { Piece } from '../reading/pieces.ts'
import { foldShell } from '../reading/shell.ts'
import { LiteralScanner } from './literals.ts'
import { isProse, isQueryEditor, isRepository, isSearchBox, type Surrounding } from './surroundings.ts'

export const longestMatch = 512

export interface Compiled {
  readonly detector: Detector
  readonly signature: Signature
}

/** Makes the function that runs signatures over one piece: first their signs in one pass, then only whose sign is there. */
export function createPieceMatcher(compiled: readonly Compiled[]): (piece: Piece) => Finding[] | undefined {
  const scanner = new LiteralScanner(compiled.map(({ signature }) => signature.signs))
  const always = scanner.setOf(
    compiled.flatMap(({ signature }, i) => (signature.signs.length === 0 ? [i] : [])),
  )
  const readsBase64 = compiled.some(({ signature }) => signature.view !== 'raw')
  const candidates = scanner.emptySet()

  return (piece) => {
    candidates.set(always)
    const { raw, decoded } = piece
    scanner.scan(decoded, candidates)
    if (piece.name !== '') scanner.scan(piece.name, candidates)
    // What only the raw text shows: doubled or overlong encodings.
    if (decoded !== raw && raw.includes('%')) scanner.scan(raw, candidates)
    const findings = run(piece.field, piece.name, (view) => textOf(piece, view))
    const hidden = readsBase64 && decoded.length >= 16 ? decodeBase64(decoded) : undefined
    if (hidden === undefined) return findings
    const inside = decode(hidden, false)
    candidates.set(always)
    scanner.scan(inside, candidates)
    const more = run(piece.field, piece.name, (view) => (view === 'raw' ? '' : inside), 'base64')
    return findings && more ? [...findings, ...more] : (findings ?? more)
  }

  function run(
    field: EventField,
    name: string,
    read: (view: View) => string,
    shown?: View,
  ): Finding[] | undefined {
    let findings: Finding[] | undefined
    for (let word = 0; word < candidates.length; word++) {
      for (let bits = candidates[word] ?? 0; bits !== 0; bits &= bits - 1) {
        const entry = compiled[word * 32 + 31 - Math.clz32(bits & -bits)]
        if (!entry) continue
        const text = read(entry.signature.view)
        const span = findIn(entry.signature, text, name)
        if (!span || quietReason(entry.signature, field, name, text, span) !== undefined) continue
        findings ??= []
        findings.push(toFinding(entry, field, shown ?? entry.signature.view, text, span))
      }
    }
    return findings
  }
}

/** A piece as a view shows it. */
export function textOf(piece: Piece, view: View): string {
  switch (view) {
    case 'raw':
      return piece.raw
    case 'decoded':
      return piece.decoded
    case 'shell':
      return foldShell(piece.decoded)
    case 'base64':
      return decode(decodeBase64(piece.decoded) ?? '', false)
  }
}

/** Where a signature matches a text, without regard to its signs. */
export function findIn(signature: Signature, text: string, name: string): Span | undefined {
  if ('find' in signature) return signature.find(text, name)
  for (const pattern of signature.patterns) {
    const match = pattern.exec(text)
    if (match) return { start: match.index, end: match.index + match[0].length }
  }
  return undefined
}

/** The surrounding in which the sign stands and counts for nothing; undefined where there is none. */
export function quietReason(
  { quietIn }: Signature,
  field: EventField,
  name: string,
  text: string,
  span: Span,
): Exclude<Surrounding, 'answered'> | undefined {
  if (quietIn === undefined) return undefined
  if (quietIn.includes('search box') && isSearchBox(name)) return 'search box'
  if (quietIn.includes('query editor') && isQueryEditor(name)) return 'query editor'
  if (quietIn.includes('prose') && isProse(text, span)) return 'prose'
  if (quietIn.includes('repository') && field === 'path' && isRepository(text)) return 'repository'
  return undefined
}

function toFinding(
  { detector, signature }: Compiled,
  field: EventField,
  view: View,
  text: string,
  { start, end }: Span,
): Finding {
  const match = text.slice(start, Math.min(end, start + longestMatch))
  return {
    detector: detector.id,
    type: detector.type,
    signature: signature.id,
    severity: signature.severity ?? detector.severity,
    confidence: signature.confidence,
    field,
    view,
    match,
    start,
    end: start + match.length,
  }
}
