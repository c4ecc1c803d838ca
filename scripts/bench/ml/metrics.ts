/** Scores of requests that are to be told apart: the higher, the odder. */
export interface Ranked {
  readonly benign: Float32Array
  readonly attacks: Float32Array
}

/** The chance that an attack scores higher than a benign request; ties count half. */
export function auc({ benign, attacks }: Ranked): number {
  const [low, high] = [benign.toSorted(), attacks.toSorted()]
  let [below, upTo, wins] = [0, 0, 0]
  for (const score of high) {
    while (below < low.length && (low[below] ?? 0) < score) below++
    upTo = Math.max(upTo, below)
    while (upTo < low.length && (low[upTo] ?? 0) <= score) upTo++
    wins += below + (upTo - below) / 2
  }
  return wins / (low.length * high.length)
}

/** Average precision: the mean over attacks of the share of attacks among what scores at least as high. */
export function averagePrecision({ benign, attacks }: Ranked): number {
  const [low, high] = [benign.toSorted().reverse(), attacks.toSorted().reverse()]
  let [sum, above, at] = [0, 0, 0]
  while (at < high.length) {
    const score = high[at] ?? 0
    const from = at
    while (at < high.length && (high[at] ?? 0) >= score) at++
    while (above < low.length && (low[above] ?? 0) >= score) above++
    sum += ((at - from) * at) / (at + above)
  }
  return sum / high.length
}

/** The lowest threshold that at most a share of benign scores exceeds. Scores above it count as found. */
export function thresholdAt(benign: Float32Array, share: number): number {
  const sorted = benign.toSorted().reverse()
  return sorted[Math.floor(share * sorted.length)] ?? 0
}

/** Share of scores above a threshold. */
export const shareAbove = (scores: Float32Array, threshold: number): number =>
  scores.reduce((count, score) => count + (score > threshold ? 1 : 0), 0) / Math.max(1, scores.length)
