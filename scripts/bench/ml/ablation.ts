import { features } from '../../../ml/features.ts'
import { withAddresses } from './address.ts'
import type { Column } from './learning.ts'
import { type Fold, foldsOf } from './other-sources.ts'
import { ownSiteOf } from './own-site.ts'
import type { Matching, Sample } from './samples.ts'
import { type BySeed, difference, type Estimate, estimate, figuresWithout, judgedBy } from './worth.ts'

/**
 * What each feature is worth, as a table: the figures without it less those with all, of models of other sources without
 * a profile and of a site's own model with one, each with its standard error.
 */
export function ablationTable(samples: readonly Sample[], match: Matching): string {
  const others = foldsOf(samples, false)
  const site = ownSiteOf(samples, match, true)
  const none = () => false
  const all = { others: figuresWithout(others, none), own: figuresWithout([site], none) }
  const change = (folds: readonly Fold[], before: BySeed, isLeftOut: (column: Column) => boolean) => {
    const now = figuresWithout(folds, isLeftOut)
    return judgedBy.map((figure) => signed(difference(now, before, figure), figure))
  }
  const rows = features.map(({ name, ofHistory }) => {
    const isIt = (column: Column) => column.name === name
    const cells = ofHistory ? ['', ''] : change(others, all.others, isIt)
    return [`without \`${name}\``, ...cells, ...change([site], all.own, isIt)]
  })
  const absolute = (of: BySeed) =>
    judgedBy.map((figure) => plain(estimate(of.map((figures) => figures[figure])), figure))
  const addresses = (['each its own', 'a few of a class'] as const).map((senders) => {
    const said = senders === 'each its own' ? 'attacks each of their own' : 'those of a class from four'
    return [
      `with rate and diversity of addresses, ${said}`,
      '',
      '',
      ...change([withAddresses(site, senders)], all.own, none),
    ]
  })
  const table = [
    ['', 'AUC, other sources', 'recall at 0.1 %', 'AUC, own site', 'recall at 0.1 %'],
    ['---', '--:', '--:', '--:', '--:'],
    ['all features', ...absolute(all.others), ...absolute(all.own)],
    ...rows,
    ['without all of history', '', '', ...change([site], all.own, (column) => column.ofHistory === true)],
    ...addresses,
  ]
  return table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

type Figure = (typeof judgedBy)[number]

/** AUC in four digits, recall in points. */
const written = (value: number, figure: Figure): string =>
  figure === 'auc' ? value.toFixed(4) : (100 * value).toFixed(1)

const plain = ({ mean, error }: Estimate, figure: Figure): string =>
  `${written(mean, figure)}${figure === 'auc' ? '' : ' %'} ± ${written(error, figure)}`

const signed = ({ mean, error }: Estimate, figure: Figure): string =>
  `${mean < 0 ? '−' : '+'}${written(Math.abs(mean), figure)} ± ${written(error, figure)}`
