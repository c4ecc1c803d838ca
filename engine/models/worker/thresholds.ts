/**
 * The lowest score from which on at most `reported` of the scores lie; above the highest where even that one is too
 * common.
 */
export function thresholdFor(scores: Float32Array, reported: number): number {
  const sorted = scores.toSorted().reverse()
  const beyond = sorted[Math.max(0, Math.floor(reported))]
  // Where all may be reported, the lowest is the threshold.
  if (beyond === undefined) return sorted.at(-1) ?? 1
  // What is as common as the first one beyond the budget stays silent too.
  const last = sorted.findLast((score) => score > beyond)
  return last ?? nextAbove(beyond)
}

/** The next float32 above a score, at most 1. */
function nextAbove(score: number): number {
  const bits = new Uint32Array(Float32Array.of(score).buffer)
  bits[0] = (bits[0] ?? 0) + 1
  return Math.min(1, new Float32Array(bits.buffer)[0] ?? 1)
}
