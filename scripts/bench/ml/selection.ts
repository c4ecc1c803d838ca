import { features } from '../../../ml/features.ts'
import { type Fold, foldsOf } from './other-sources.ts'
import { behaviourOf, ownSiteOf } from './own-site.ts'
import type { Matching, Sample } from './samples.ts'
import { type BySeed, difference, figuresWithout, judgedBy } from './worth.ts'

const rounds = 3

/** What grafted attacks have of the request they are grafted onto: its features cannot show their worth on the own site. */
const ofTheHost = new Set([
  'statusClass',
  'method',
  'statusOddity',
  'sizeOddity',
  'agentRarity',
  'nameRarity',
])

/**
 * Which features are not worth their cost, by a written rule. A feature is dropped where, without it, AUC or recall at
 * 0.1 % false positives is higher by more than one standard error in one of three cases (sites never seen; own site,
 * but not for what grafted attacks have of the request they are grafted onto; odd behaviour), and none of the six
 * figures is lower by more than one. Differences are of pairs of one seed. In each round all features left are looked
 * at; those that fall are dropped one after the other, the one with the largest gain first, where the rule still holds
 * without those dropped before. At most three rounds.
 * @param tell of each feature that is looked at
 */
export function selectFeatures(
  samples: readonly Sample[],
  match: Matching,
  tell: (sentence: string) => void,
): string[] {
  const ownSite: readonly Fold[] = [ownSiteOf(samples, match, true)]
  const cases = [foldsOf(samples, false), ownSite, [behaviourOf()]]
  const dropped: string[] = []
  const isDropped = (name: string) => dropped.includes(name)
  let figures: BySeed[] = cases.map((folds) => figuresWithout(folds, ({ name }) => isDropped(name)))
  const judge = (feature: string) => {
    const now = cases.map((folds, i) =>
      // Models without a profile have no column of history.
      folds.some(({ learnt }) => learnt.columns.some(({ name }) => name === feature))
        ? figuresWithout(folds, ({ name }) => name === feature || isDropped(name))
        : (figures[i] ?? []),
    )
    const changes = now.flatMap((bySeed, i) =>
      judgedBy.map((figure) => {
        const { mean, error } = difference(bySeed, figures[i] ?? [], figure)
        return mean === 0 ? 0 : mean / Math.max(error, Number.EPSILON)
      }),
    )
    const isBlind = (i: number) =>
      ofTheHost.has(feature) && cases[Math.floor(i / judgedBy.length)] === ownSite
    tell(`${feature}: ${changes.map((change) => change.toFixed(1)).join(' ')} standard errors`)
    return {
      feature,
      now,
      gain: changes.reduce((sum, change) => sum + change, 0),
      falls:
        changes.some((change, i) => change > 1 && !isBlind(i)) && changes.every((change) => change >= -1),
    }
  }
  for (let round = 1; round <= rounds; round++) {
    const falling = features
      .filter(({ name }) => !isDropped(name))
      .map(({ name }) => judge(name))
      .filter(({ falls }) => falls)
    if (falling.length === 0) break
    for (const [i, first] of falling.toSorted((a, b) => b.gain - a.gain).entries()) {
      // The first was judged just so; the others anew, without those before.
      const { feature, now, falls } = i === 0 ? first : judge(first.feature)
      if (!falls) continue
      dropped.push(feature)
      figures = now
      tell(`Round ${round}: ${feature} is dropped.`)
    }
  }
  return dropped
}
