import type { DecodeStep } from '../contract/alert.ts'
import type { LogEvent } from '../contract/event.ts'
import type { Finding } from '../contract/finding.ts'
import { type View, views } from './detector.ts'
import { textOf } from './matching/piece-matcher.ts'
import { decode, decodeSteps } from './reading/layers.ts'
import { asWritten, type LineText, withoutEscapes } from './reading/log-line.ts'
import { type Piece, piecesOf, plusIsBlank } from './reading/pieces.ts'

export interface Location {
  /** [start, end) in the raw line; absent where the match has no place in it */
  readonly rawSpan?: [number, number]
  /** [start, end) in the text of the last step of `decoding`; absent where `decoding` is empty */
  readonly decodedSpan?: [number, number]
  /** the piece of the line that matched: as logged, then after each step that changed it, up to the view that matched */
  readonly decoding: DecodeStep[]
}

const viewOf = (name: string | undefined): View | undefined => views.find((view) => view === name)

/**
 * Where a finding lies in the raw line and in the view that matched, and how one became the other. Slow and exact, for
 * one alert at a time: the raw span is the shortest stretch of the piece whose own reading still holds the match, found
 * by narrowing from both ends.
 */
export function locate(event: LogEvent, finding: Finding, raw: string): Location {
  const view = viewOf(finding.view)
  const { field, match, start } = finding
  if (field === undefined || view === undefined || match === '') return { decoding: [] }
  const pieces = (['values', 'names', 'whole'] as const).flatMap((part) => piecesOf(event, field, part))
  const piece =
    pieces.find((candidate) => textOf(candidate, view).startsWith(match, start)) ??
    pieces.find((candidate) => textOf(candidate, view).includes(match))
  if (!piece) return { decoding: [] }
  const read = textOf(piece, view)
  const from = read.startsWith(match, start) ? start : read.indexOf(match)
  const decodedSpan: [number, number] = [from, from + match.length]
  const decoding = stepsTo(piece, view, read)
  const rawAt = placesOf(event, piece, raw)
  if (!rawAt) return { decodedSpan, decoding }
  const [begin, end] = narrowest(piece, view, match)
  return { rawSpan: [rawAt(begin), rawAt(end)], decodedSpan, decoding }
}

/** The text as logged and after each step to the view; the last step's text is what the view reads. */
function stepsTo(piece: Piece, view: View, read: string): DecodeStep[] {
  const steps: DecodeStep[] = [{ step: 'as logged', text: piece.raw }]
  if (view === 'raw') return steps
  steps.push(...decodeSteps(piece.raw, plusIsBlank(piece.field)))
  const take = (step: string, text: string): void => {
    if (steps.at(-1)?.text !== text) steps.push({ step, text })
  }
  take('parameters of one name joined', piece.decoded)
  if (view === 'shell') take('what a shell drops', read)
  if (view === 'base64') take('base64', read)
  return steps
}

/** [start, end) of the shortest stretch of the piece as logged whose reading holds the match; all of it where none does. */
function narrowest(piece: Piece, view: View, match: string): [number, number] {
  const { raw } = piece
  const plus = plusIsBlank(piece.field)
  const holds = (from: number, to: number): boolean => {
    const part = raw.slice(from, to)
    return textOf({ ...piece, raw: part, decoded: decode(part, plus) }, view).includes(match)
  }
  if (view === 'base64' || !holds(0, raw.length)) return [0, raw.length]
  const end = narrow(1, raw.length, (to) => holds(0, to))
  return [end - narrow(1, end, (length) => holds(end - length, end)), end]
}

/** From offsets in a piece to offsets in the line, which may hold it with the writer's escapes; undefined where it is not. */
function placesOf(event: LogEvent, piece: Piece, raw: string): ((offset: number) => number) | undefined {
  const lines = [asWritten(raw), withoutEscapes(raw)]
  for (const line of lines) {
    const field = fieldStart(event, piece, line)
    if (field !== -1) return (offset) => line.rawAt(field + piece.at + offset)
  }
  for (const line of lines) {
    const start = line.text.indexOf(piece.raw)
    if (start !== -1) return (offset) => line.rawAt(start + offset)
  }
  return undefined
}

/** Where the piece's field begins. A path or query can be as short as '/', so it is looked for in its whole target. */
function fieldStart(event: LogEvent, { field }: Piece, { text }: LineText): number {
  const { target, path } = event
  if (target !== undefined && (field === 'path' || field === 'query')) {
    const start = text.indexOf(target)
    return start === -1 || field === 'path' ? start : start + (path?.length ?? 0) + 1
  }
  const value = event[field]
  if (value === undefined) return -1
  // These two stand behind the target, which may quote them.
  return field === 'referer' || field === 'userAgent' ? text.lastIndexOf(value) : text.indexOf(value)
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
