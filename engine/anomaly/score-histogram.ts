/**
 * Bins of equal width over the scores from 0 to 1. The width is a power of two, so a score lies in a bin exactly where it
 * is not below the bin's lower edge.
 */
export const scoreBins = 2_048

export const binOf = (score: number): number =>
  Math.min(scoreBins - 1, Math.max(0, Math.floor(score * scoreBins)))

/** The lowest score of a bin. */
export const edgeOf = (bin: number): number => bin / scoreBins

/** Scores of one source that came on one day (UTC, by arrival): those of requests without a reporting finding. */
export interface DayScores {
  /** midnight, epoch milliseconds */
  readonly day: number
  /** by bin */
  readonly counts: Uint32Array
  readonly requests: number
  /** arrival of the first */
  readonly first: number
  /** event times: the earliest and the latest */
  readonly firstEvent: number
  readonly lastEvent: number
}

/** Requests with a score of at least `score`, taken down to its bin. */
export function countFrom(counts: Uint32Array, score: number): number {
  let sum = 0
  for (let bin = binOf(score); bin < scoreBins; bin++) sum += counts[bin] ?? 0
  return sum
}

/** The lowest score that at most `allowed` requests reach. */
export function scoreReachedBy(counts: Uint32Array, allowed: number): number {
  let sum = 0
  for (let bin = scoreBins - 1; bin >= 0; bin--) {
    sum += counts[bin] ?? 0
    if (sum > allowed) return edgeOf(bin + 1)
  }
  return 0
}
