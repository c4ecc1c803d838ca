import { type Figures, figuresOf, meanOf, rounded, roundedAll } from './figures.ts'
import { type LeftOut, leaveClassesOut } from './left-out.ts'
import { auc } from './metrics.ts'
import { type Fold, foldsOf, type Part, scoreFold, scoreFoldBy } from './other-sources.ts'
import { ownSiteOf } from './own-site.ts'
import type { Matching, Sample } from './samples.ts'
import { scoreBySklearn } from './sklearn.ts'

/** Figures of one way to learn, and of the classes whose signatures were taken out. */
interface Judgement extends Figures {
  /** of attacks whose class's signatures were taken out, mean over classes: what the other detectors find … */
  readonly recallDetectorsOnly: number
  /** … and what they and anomalies find at 0.1 % false positives */
  readonly recallCombined: number
  readonly leftOut: LeftOut
}

export interface Evaluation extends Judgement {
  /** scikit-learn's IsolationForest on the same rows; null where there is none */
  readonly aucSklearn: number | null
  /** a model with the profile of the other sources, which are not the site that is scored */
  readonly withForeignProfile: Figures
  /** the later requests of a site by what learnt from its earlier ones: without and with its profile */
  readonly ownSite: {
    readonly source: string
    readonly withoutProfile: Judgement
    readonly withProfile: Judgement & { readonly aucSklearn: number | null }
  }
  readonly requests: { readonly benign: number; readonly attacks: number; readonly unread: number }
}

export interface Surroundings {
  /** that has scikit-learn; absent: it is left out */
  readonly python?: string | undefined
  /** requests of the generator that models of other sources learn from besides */
  readonly generated?: number
}

/**
 * The whole evaluation. The figures on top are of models as the shipped one: of other sources and without a profile.
 */
export function evaluate(
  samples: readonly Sample[],
  match: Matching,
  { python, generated }: Surroundings,
): Evaluation {
  const sklearnOf = (folds: readonly Fold[]): number | null => {
    if (python === undefined) return null
    const parts = folds.flatMap((fold) =>
      scoreFoldBy(fold, (train, test) => scoreBySklearn(python, train, test, fold.learnt.columns.length)),
    )
    return rounded(
      parts.reduce((sum, { judged, weight }) => sum + weight * aucOf(judged), 0) /
        parts.reduce((sum, { weight }) => sum + weight, 0),
    )
  }
  const folds = foldsOf(samples, false, generated)
  const own = ownSiteOf(samples, match, true)
  return {
    ...flat(judge(folds)),
    aucSklearn: sklearnOf(folds),
    withForeignProfile: judge(foldsOf(samples, true, generated)).figures,
    ownSite: {
      source: own.source,
      withoutProfile: flat(judge([ownSiteOf(samples, match, false)])),
      withProfile: { ...flat(judge([own])), aucSklearn: sklearnOf([own]) },
    },
    requests: {
      benign: samples.filter(({ isAttack }) => !isAttack).length,
      attacks: samples.filter(({ isAttack }) => isAttack).length,
      unread: samples.filter(({ event }) => !event).length,
    },
  }
}

const aucOf = ({ benignScores, attackScores }: Part['judged']): number =>
  auc({ benign: benignScores, attacks: attackScores })

function judge(folds: readonly Fold[]): { figures: Figures; leftOut: LeftOut } {
  const parts = folds.flatMap((fold) => scoreFold(fold))
  return {
    figures: roundedAll(meanOf(parts.map(({ judged, weight }) => ({ figures: figuresOf(judged), weight })))),
    leftOut: leaveClassesOut(parts),
  }
}

const flat = ({ figures, leftOut }: { figures: Figures; leftOut: LeftOut }): Judgement => ({
  ...figures,
  recallDetectorsOnly: leftOut.detectors,
  recallCombined: leftOut.combined,
  leftOut,
})
