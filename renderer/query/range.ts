const minute = 60_000

/** Spans that move with the clock, in minutes; 'all' has no beginning. */
export const ranges = {
  '15m': 15,
  '1h': 60,
  '24h': 1_440,
  '7d': 10_080,
  '30d': 43_200,
  all: undefined,
} as const
export type Range = keyof typeof ranges
export const isRange = (text: string | null): text is Range => text !== null && Object.hasOwn(ranges, text)

/** From here to there, epoch milliseconds on whole minutes. */
export interface Span {
  readonly from: number
  readonly to: number
}

export type TimeRange = Range | Span

export const isSpan = (range: TimeRange): range is Span => typeof range === 'object'

/** Both ends on whole minutes, at least one apart. */
export function spanOf(from: number, to: number): Span {
  const first = Math.floor(Math.min(from, to) / minute) * minute
  return { from: first, to: Math.max(Math.ceil(Math.max(from, to) / minute) * minute, first + minute) }
}

/** What a range is at this moment; an open end is absent. */
export function boundsOf(range: TimeRange, now: number): { from?: number; to?: number } {
  if (isSpan(range)) return { from: range.from, to: range.to }
  const minutes = ranges[range]
  return minutes === undefined ? {} : { from: now - minutes * minute }
}

const longest = 3_650 * 1_440 * minute

/** Twice as long around the same middle, not into the future; beyond ten years, all. */
export function zoomedOut(range: TimeRange, now: number): TimeRange {
  const { from, to = now } = boundsOf(range, now)
  if (from === undefined || to - from > longest / 2) return 'all'
  const half = (to - from) / 2
  const end = Math.min(to + half, Math.max(now, to))
  return spanOf(end - 2 * (to - from), end)
}

/** The span just before or after, as long. */
export function moved(range: TimeRange, steps: -1 | 1, now: number): TimeRange {
  const { from, to = now } = boundsOf(range, now)
  if (from === undefined) return range
  const by = (to - from) * steps
  return spanOf(from + by, to + by)
}
