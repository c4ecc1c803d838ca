import type { Reason } from '../contract/reason.ts'
import { type Feature, features } from './features.ts'
import { type Contributions, createContributions } from './forest/contributions.ts'
import type { WalkTable } from './forest/walk.ts'

/** What is usual of a feature on the site, in the model's column: 5 %, half and 95 % of the training rows lie below. */
export interface Usual {
  readonly low: number
  readonly middle: number
  readonly high: number
}

/** What reasons are found by; a `Scorer` is one. */
export interface Explained {
  /** absent where ONNX Runtime scores: then there are no reasons */
  readonly table?: WalkTable | undefined
  readonly metadata: { readonly usual: readonly Usual[] }
}

const reasonsAtMost = 5
/** Of the score; what did less is left out. */
const leastShare = 0.03

/** Made when a table is first asked about: a forest takes milliseconds. */
const known = new WeakMap<WalkTable, Contributions>()

function contributionsBy(table: WalkTable): Contributions {
  const contributions = known.get(table) ?? createContributions(table)
  known.set(table, contributions)
  return contributions
}

/**
 * Why a row is unusual: the features that made its way through the trees shorter and whose values lie outside of what
 * is usual, or at its edge, strongest first. None where only the combination is unusual.
 * @param row of `features.length` numbers
 */
export function reasonsOf({ table, metadata: { usual } }: Explained, row: Float32Array): Reason[] {
  if (!table) return []
  const credits = contributionsBy(table)(row)
  const sum = credits.reduce((all, credit) => all + Math.max(credit, 0), 0)
  return features
    .flatMap((feature, i) => {
      const [share, value, range] = [(credits[i] ?? 0) / sum, row[i] ?? 0, usual[i]]
      return share >= leastShare && range && isOutside(value, range)
        ? [reasonOf(feature, value, range, share)]
        : []
    })
    .sort((a, b) => b.share - a.share)
    .slice(0, reasonsAtMost)
}

const isOutside = (value: number, { low, middle, high }: Usual): boolean =>
  value !== middle && (value >= high || value <= low)

const reasonOf = (
  { name, title, unit, natural }: Feature,
  value: number,
  { low, middle, high }: Usual,
  share: number,
): Reason => ({
  feature: name,
  title,
  unit,
  value: whole(unit, natural(value)),
  usual: {
    low: whole(unit, natural(low)),
    middle: whole(unit, natural(middle)),
    high: whole(unit, natural(high)),
  },
  share: Math.min(share, 1),
})

/** Columns are float32 logarithms: what is counted comes out of them a little off. */
const whole = (unit: Reason['unit'], value: number): number =>
  unit === 'share' || unit === 'bits' ? value : Math.round(value)
