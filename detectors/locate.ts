import type { DecodeStep } from '../contract/alert.ts'
import type { LogEvent } from '../contract/event.ts'
import type { Finding } from '../contract/finding.ts'
import { plusIsBlank } from './matching.ts'
import { decodeSteps, longestRead, readText } from './reading/reading.ts'

export interface Location {
  /** [start, end) in the raw line; absent where the match has no place in it */
  readonly rawSpan?: [number, number]
  readonly decoding: DecodeStep[]
}

const isView = (view: string): view is 'raw' | 'decoded' | 'sql' | 'shell' =>
  view === 'raw' || view === 'decoded' || view === 'sql' || view === 'shell'

/**
 * Where a finding lies in the raw line, and how its field was decoded. Slow and exact, for one alert at a time: the
 * shortest piece of the field whose own reading still holds the match, found by narrowing from both ends.
 */
export function locate(event: LogEvent, finding: Finding, raw: string): Location {
  const { field, view } = finding
  const text = field && event[field]
  if (field === undefined || text === undefined || view === undefined || !isView(view))
    return { decoding: [] }
  const cut = text.slice(0, longestRead)
  const decoding = view === 'raw' ? [] : decodeSteps(cut, plusIsBlank(field))
  const start = raw.indexOf(text)
  if (start === -1 || finding.match === '') return { decoding }
  const holds = (from: number, to: number): boolean =>
    readText(cut.slice(from, to), plusIsBlank(field)).of(view).includes(finding.match)
  if (!holds(0, cut.length)) return { decoding }
  const end = narrow(1, cut.length, (to) => holds(0, to))
  const begin = end - narrow(1, end, (length) => holds(end - length, end))
  return { rawSpan: [start + begin, start + end], decoding }
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
