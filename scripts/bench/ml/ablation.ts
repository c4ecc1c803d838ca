import { features } from '../../../ml/features.ts'
import { type Figures, figuresOf, meanOf } from './figures.ts'
import { clear } from './learning.ts'
import { type Fold, foldsOf, scoreFold } from './other-sources.ts'
import { ownSiteOf } from './own-site.ts'
import type { Matching, Sample } from './samples.ts'

/**
 * What each feature is worth, as a table: the figures without it less those with all, of models of other sources without
 * a profile and of a site's own model.
 */
export function ablationTable(samples: readonly Sample[], match: Matching): string {
  const others = foldsOf(samples, false)
  const own = [ownSiteOf(samples, match, true)]
  const all = { others: measure(others), own: measure(own) }
  const rows = features.map(({ name, ofHistory }) => {
    const without = (folds: readonly Fold[]) => measure(folds, (rows) => clear(rows, (f) => f.name === name))
    const cells = ofHistory ? ['', ''] : differences(without(others), all.others)
    return `| without \`${name}\` | ${[...cells, ...differences(without(own), all.own)].join(' | ')} |`
  })
  const withoutHistory = measure(own, (rows) => clear(rows, ({ ofHistory }) => ofHistory === true))
  return [
    '| | AUC, other sources | recall at 0.1 % | AUC, own site | recall at 0.1 % |',
    '|---|--:|--:|--:|--:|',
    `| all features | ${[...figures(all.others), ...figures(all.own)].join(' | ')} |`,
    ...rows,
    `| without all of history | | | ${differences(withoutHistory, all.own).join(' | ')} |`,
  ].join('\n')
}

function measure(folds: readonly Fold[], change?: (rows: Float32Array) => void): Figures {
  const parts = folds.flatMap((fold) => scoreFold(fold, change))
  return meanOf(parts.map(({ judged, weight }) => ({ figures: figuresOf(judged), weight })))
}

const figures = (of: Figures): string[] => [of.auc.toFixed(4), `${(100 * of['recallAt0.1pct']).toFixed(1)} %`]

function differences(without: Figures, all: Figures): string[] {
  const signed = (value: number, digits: number) =>
    `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`
  return [
    signed(without.auc - all.auc, 4),
    signed(100 * (without['recallAt0.1pct'] - all['recallAt0.1pct']), 1),
  ]
}
