import type { DecodeStep } from '../contract/alert.ts'
import type { LogEvent } from '../contract/event.ts'
import type { Finding } from '../contract/finding.ts'
import { type View, views } from './detector.ts'
import { textOf } from './matching/piece-matcher.ts'
import { decode, decodeSteps } from './reading/layers.ts'
import { type Piece, piecesOf, plusIsBlank } from './reading/pieces.ts'

export interface Location {
  /** [start, end) in the raw line; absent where the match has no place in it */
  readonly rawSpan?: [number, number]
  readonly decoding: DecodeStep[]
}

const viewOf = (name: string | undefined): View | undefined => views.find((view) => view === name)

/**
 * Where a finding lies in the raw line, and how its text was decoded. Slow and exact, for one alert at a time: the
 * shortest stretch of the piece whose own reading still holds the match, found by narrowing from both ends.
 */
export function locate(event: LogEvent, finding: Finding, raw: string): Location {
  const view = viewOf(finding.view)
  const { field, match } = finding
  if (field === undefined || view === undefined || match === '') return { decoding: [] }
  const piece = (['values', 'names', 'whole'] as const)
    .flatMap((part) => piecesOf(event, field, part))
    .find((candidate) => textOf(candidate, view).includes(match))
  if (!piece) return { decoding: [] }
  const plus = plusIsBlank(field)
  const decoding = view === 'raw' ? [] : decodeSteps(piece.raw, plus)
  if (view === 'base64' || view === 'shell') decoding.push({ step: view, text: textOf(piece, view) })
  const start = startInLine(event, piece, raw)
  if (start === undefined) return { decoding }
  const holds = (from: number, to: number): boolean => {
    const part = piece.raw.slice(from, to)
    return textOf({ ...piece, raw: part, decoded: decode(part, plus) }, view).includes(match)
  }
  if (view === 'base64' || !holds(0, piece.raw.length))
    return { rawSpan: [start, start + piece.raw.length], decoding }
  const end = narrow(1, piece.raw.length, (to) => holds(0, to))
  const begin = end - narrow(1, end, (length) => holds(end - length, end))
  return { rawSpan: [start + begin, start + end], decoding }
}

/** Where a piece begins in the line; log escapes undone by the parser can hide it. */
function startInLine(event: LogEvent, piece: Piece, raw: string): number | undefined {
  const field = event[piece.field]
  const whole = field === undefined ? -1 : raw.indexOf(field)
  if (whole !== -1) return whole + piece.at
  const own = raw.indexOf(piece.raw)
  return own === -1 ? undefined : own
}

/** The smallest number in [low, high] for which `isEnough` holds; it holds for all above it, and for `high`. */
function narrow(low: number, high: number, isEnough: (n: number) => boolean): number {
  let [from, to] = [low, high]
  while (from < to) {
    const middle = (from + to) >> 1
    if (isEnough(middle)) to = middle
    else from = middle + 1
  }
  return to
}
