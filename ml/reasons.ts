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
 * is usual, strongest first. None where only the combination is unusual.
 * @param row of `features.length` numbers
 */
export function reasonsOf({ table, metadata: { usual } }: Explained, row: Float32Array): Reason[] {
  if (!table) return []
  const credits = contributionsBy(table)(row)
  const sum = credits.reduce((all, credit) => all + Math.max(credit, 0), 0)
  return features
    .flatMap((feature, i) => {
      const [share, range] = [(credits[i] ?? 0) / sum, usual[i]]
      return share >= leastShare && range ? [reasonOf(feature, row[i] ?? 0, range, share)] : []
    })
    .filter(isOutside)
    .sort((a, b) => b.share - a.share)
    .slice(0, reasonsAtMost)
}

/** By the numbers that are told: "2, usually at most 2" is no reason. */
const isOutside = ({ value, usual: { low, high } }: Reason): boolean => value > high || value < low

function reasonOf(
  { name, title, unit, natural }: Feature,
  value: number,
  usual: Usual,
  share: number,
): Reason {
  const told = (column: number): number => rounded(unit, natural(column))
  return {
    feature: name,
    title,
    unit,
    value: told(value),
    usual: { low: told(usual.low), middle: told(usual.middle), high: told(usual.high) },
    share: Math.min(share, 1),
  }
}

/** As precisely as it is told. Columns are float32 logarithms: what is counted comes out of them a little off. */
function rounded(unit: Reason['unit'], value: number): number {
  if (unit === 'bits') return Math.round(10 * value) / 10
  if (unit !== 'share') return Math.round(value)
  return value < 0.1 ? Math.round(1_000 * value) / 1_000 : Math.round(100 * value) / 100
}
