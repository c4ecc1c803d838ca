import type { EventField, LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import type { QuietReason } from '../../contract/trial.ts'
import { alertConfidence, type Detector, type Part, type Signature } from '../detector.ts'
import { decodeBase64 } from '../reading/base64.ts'
import { decode } from '../reading/layers.ts'
import { type Piece, piecesOf } from '../reading/pieces.ts'
import { findIn, longestMatch, quietReason, textOf } from './piece-matcher.ts'
import { isAnswered } from './surroundings.ts'

/** A sign that stands in an event and counts for nothing there. */
export interface Quiet {
  readonly detector: string
  readonly signature: string
  readonly title: string
  readonly field: EventField
  readonly match: string
  readonly because: QuietReason
}

/**
 * The signs in an event that brought no finding, and why. For one event at a time: the pipeline passes over them.
 * @param findings what the event's matching found
 */
export function quietSigns(
  detectors: readonly Detector[],
  event: LogEvent,
  findings: readonly Finding[],
): Quiet[] {
  const found = new Set(findings.map(({ signature }) => signature))
  const pieces = new Map<string, Piece[]>()
  const piecesAt = (field: EventField, part: Part): Piece[] => {
    const key = `${field} ${part}`
    const known = pieces.get(key) ?? piecesOf(event, field, part)
    pieces.set(key, known)
    return known
  }
  return detectors.flatMap(({ id, signatures }) =>
    signatures
      .filter((signature) => !found.has(signature.id) && mayBeQuiet(signature))
      .flatMap((signature) => {
        const all = signature.fields.flatMap((field) => piecesAt(field, signature.part ?? 'values'))
        for (const piece of all) {
          const quiet = quietIn(signature, piece, event)
          if (quiet) return [{ detector: id, signature: signature.id, title: signature.title, ...quiet }]
        }
        return []
      }),
  )
}

const mayBeQuiet = ({ quietIn, confidence }: Signature): boolean =>
  quietIn !== undefined || confidence < alertConfidence

function quietIn(
  signature: Signature,
  piece: Piece,
  { status }: LogEvent,
): Pick<Quiet, 'field' | 'match' | 'because'> | undefined {
  const { field, name } = piece
  for (const text of [textOf(piece, signature.view), hiddenIn(piece, signature)]) {
    const span = text === '' ? undefined : findIn(signature, text, name)
    if (!span) continue
    const isForAnswer = isAnswered(status) && signature.quietIn?.includes('answered')
    const because =
      quietReason(signature, field, name, text, span) ?? (isForAnswer ? 'answered' : 'too weak alone')
    return { field, match: text.slice(span.start, Math.min(span.end, span.start + longestMatch)), because }
  }
  return undefined
}

/** What a value that is base64 says; '' where it is none. */
const hiddenIn = ({ decoded }: Piece, { view }: Signature): string =>
  view === 'raw' ? '' : decode(decodeBase64(decoded) ?? '', false)
