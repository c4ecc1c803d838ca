import { type Figures, figuresOf, meanOf } from './figures.ts'
import { type Column, without } from './learning.ts'
import { type Fold, scoreFold } from './other-sources.ts'

/** More than for the figures alone: differences are small. */
const seeds = Array.from({ length: 10 }, (_, i) => i + 1)

/** What features are judged by. */
export const judgedBy = ['auc', 'recallAt0.1pct'] as const

/** Figures by seed, of the same seeds in the same order: they are compared in pairs. */
export type BySeed = readonly Figures[]

/** Figures of all folds without some columns, by the seed of the forest. */
export function figuresWithout(folds: readonly Fold[], isLeftOut: (column: Column) => boolean): BySeed {
  const parts = folds.map((fold) => scoreFold({ ...fold, learnt: without(fold.learnt, isLeftOut) }, seeds))
  return seeds.map((_, i) =>
    meanOf(
      parts.flatMap((ofFold) => {
        const part = ofFold[i]
        return part ? [{ figures: figuresOf(part.judged), weight: part.weight }] : []
      }),
    ),
  )
}

/** A mean and its standard error. */
export interface Estimate {
  readonly mean: number
  readonly error: number
}

export function estimate(values: readonly number[]): Estimate {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, error: Math.sqrt(squares / Math.max(1, values.length - 1) / values.length) }
}

/** How much higher a figure is in `now` than in `before`, in pairs of one seed. */
export function difference(now: BySeed, before: BySeed, figure: keyof Figures): Estimate {
  return estimate(now.map((figures, i) => figures[figure] - (before[i]?.[figure] ?? 0)))
}
