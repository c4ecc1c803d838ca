import type { ModelCard } from '../../../contract/index.ts'

/** Scores drawn, from here to there. */
export interface ScoreSpan {
  readonly from: number
  readonly to: number
}

const room = 0.03

/** One span for all models, so that their pictures can be compared. */
export function spanOfScores(models: readonly ModelCard[]): ScoreSpan {
  const all = models.flatMap(({ quantiles, threshold, problem }) =>
    problem === undefined ? [...Object.values(quantiles), threshold] : [],
  )
  if (all.length === 0) return { from: 0, to: 1 }
  return { from: Math.max(0, Math.min(...all) - room), to: Math.min(1, Math.max(...all) + room) }
}

/** Where a score lies in a span, 0 to 1. */
export const placeOf = (score: number, { from, to }: ScoreSpan): number =>
  to > from ? Math.min(1, Math.max(0, (score - from) / (to - from))) : 0.5

/** Quantiles by their share, lowest first; what is no number is left out. */
export const quantilesOf = ({ quantiles }: Pick<ModelCard, 'quantiles'>): (readonly [number, number])[] =>
  Object.entries(quantiles)
    .map(([share, score]) => [Number(share), score] as const)
    .filter(([share]) => Number.isFinite(share))
    .toSorted((a, b) => a[0] - b[0])
