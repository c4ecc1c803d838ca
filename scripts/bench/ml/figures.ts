import { auc, averagePrecision, shareAbove, thresholdAt } from './metrics.ts'
import type { Sample } from './samples.ts'

/** Shares of benign requests that may be reported: false positives. */
const [strict, loose] = [0.001, 0.01]

/** What was scored by one forest: benign requests it did not learn from, and attacks. */
export interface Judged {
  readonly benign: readonly Sample[]
  readonly attacks: readonly Sample[]
  readonly benignScores: Float32Array
  readonly attackScores: Float32Array
}

export type Figures = Record<
  | 'auc'
  | 'averagePrecision'
  | 'recallAt0.1pct'
  | 'recallAt0.1pctSplit'
  | 'falsePositivesAt0.1pctSplit'
  | 'recallAt1pct'
  | 'recallAllSignatures'
  | 'recallAllSignaturesCombined'
  | 'recallAllSignaturesCombinedAt1pct'
  | 'aucCombined'
  | 'averagePrecisionCombined'
  | 'falsePositivesOfDetectors',
  number
>

const isFound = ({ types }: Sample): boolean => types.length > 0
const share = (samples: readonly Sample[], is: (sample: Sample, i: number) => boolean): number =>
  samples.filter(is).length / Math.max(1, samples.length)

/** Scores from which anomalies are reported: so that a share of the benign requests without a finding is. */
export function thresholdsOf({ benign, benignScores }: Judged): { strict: number; loose: number } {
  const scores = benignScores.filter((_, i) => !isFound(benign[i] ?? noSample))
  return { strict: thresholdAt(scores, strict), loose: thresholdAt(scores, loose) }
}
const noSample: Sample = { source: '', label: '', isAttack: false, types: [] }

/** Figures of anomalies alone, and of detectors and anomalies together, where a finding outranks every score. */
export function figuresOf(judged: Judged): Figures {
  const { benign, attacks, benignScores, attackScores } = judged
  const alone = { benign: benignScores, attacks: attackScores }
  const together = {
    benign: benignScores.map((score, i) => score + (isFound(benign[i] ?? noSample) ? 1 : 0)),
    attacks: attackScores.map((score, i) => score + (isFound(attacks[i] ?? noSample) ? 1 : 0)),
  }
  const thresholds = thresholdsOf(judged)
  const split = splitOf(judged)
  const combined = (threshold: number) =>
    share(attacks, (sample, i) => isFound(sample) || (attackScores[i] ?? 0) > threshold)
  return {
    auc: auc(alone),
    averagePrecision: averagePrecision(alone),
    'recallAt0.1pct': shareAbove(attackScores, thresholdAt(benignScores, strict)),
    'recallAt0.1pctSplit': split.recall,
    'falsePositivesAt0.1pctSplit': split.falsePositives,
    recallAt1pct: shareAbove(attackScores, thresholdAt(benignScores, loose)),
    recallAllSignatures: share(attacks, isFound),
    recallAllSignaturesCombined: combined(thresholds.strict),
    recallAllSignaturesCombinedAt1pct: combined(thresholds.loose),
    aucCombined: auc(together),
    averagePrecisionCombined: averagePrecision(together),
    falsePositivesOfDetectors: share(benign, isFound),
  }
}

/**
 * What a threshold is worth on benign requests it was not read off: it is read off every other one and measured on the
 * rest, both ways. Its recall, and the false positives it really makes.
 */
function splitOf({ benignScores, attackScores }: Judged): { recall: number; falsePositives: number } {
  const halves = [0, 1].map((half) => benignScores.filter((_, i) => i % 2 === half))
  const both = halves.map((half, i) => {
    const threshold = thresholdAt(half, strict)
    return {
      recall: shareAbove(attackScores, threshold),
      falsePositives: shareAbove(halves[1 - i] ?? half, threshold),
    }
  })
  const mean = (of: 'recall' | 'falsePositives') => both.reduce((sum, one) => sum + one[of], 0) / both.length
  return { recall: mean('recall'), falsePositives: mean('falsePositives') }
}

/** Means by key, each with its weight. */
export function meanOf<K extends string>(
  parts: readonly { readonly figures: Record<K, number>; readonly weight: number }[],
): Record<K, number> {
  const [first] = parts
  if (!first) throw new Error('There are no figures to take the mean of.')
  const total = parts.reduce((sum, { weight }) => sum + weight, 0)
  const mean = { ...first.figures }
  for (const key in mean)
    mean[key] = parts.reduce((sum, { figures, weight }) => sum + figures[key] * weight, 0) / total
  return mean
}

export const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

/** The same, each rounded as it is printed. */
export function roundedAll<K extends string>(figures: Record<K, number>): Record<K, number> {
  const all = { ...figures }
  for (const key in all) all[key] = rounded(all[key])
  return all
}
