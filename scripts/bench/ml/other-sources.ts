import type { Judged } from './figures.ts'
import { type Learnt, type Lesson, learn, scoreByForest, seeds } from './learning.ts'
import { generatedEvents, ownSource, type Sample } from './samples.ts'

const mostFolds = 5

/** Benign requests of some sources, and a model that learnt from all others. */
export interface Fold {
  readonly benign: readonly Sample[]
  readonly attacks: readonly Sample[]
  readonly learnt: Learnt
  readonly weight: number
}

export interface Part {
  readonly judged: Judged
  readonly weight: number
}

/**
 * Models that never saw the source of what they score: the benign sources are shared out into at most five folds, and
 * each fold is scored by what learnt from the generator's normal traffic and the benign requests of the other folds.
 * Attacks of a source that is benign elsewhere are scored in that source's fold; all others in each fold.
 */
export function foldsOf(samples: readonly Sample[], hasHistory: boolean, generated = 20_000): Fold[] {
  const own: Lesson[] = generatedEvents(generated, 5).map((event) => [event, ownSource])
  const benign = samples.filter(({ isAttack }) => !isAttack)
  const sources = [...new Set(benign.map(({ source }) => source))].sort()
  const folds = Math.min(mostFolds, sources.length)
  const foldOf = new Map(sources.map((source, i) => [source, i % folds]))
  return Array.from({ length: folds }, (_, fold) => {
    const isHere = ({ source }: Sample) => foldOf.get(source) === fold
    const lessons = benign.flatMap((sample): Lesson[] =>
      sample.event && !isHere(sample) ? [[sample.event, sample.source]] : [],
    )
    const held = benign.filter(isHere)
    return {
      benign: held,
      attacks: samples.filter((sample) => sample.isAttack && (isHere(sample) || !foldOf.has(sample.source))),
      learnt: learn([...own, ...lessons], hasHistory),
      weight: held.length,
    }
  }).filter(({ attacks }) => attacks.length > 0)
}

/** What is no request has no score: nobody would see it. */
function scored(
  { benign, attacks, weight }: Fold,
  score: (samples: readonly Sample[]) => Float32Array,
): Part {
  const scoresOf = (samples: readonly Sample[]) =>
    score(samples).map((value, i) => (samples[i]?.event ? value : 0))
  return {
    judged: { benign, attacks, benignScores: scoresOf(benign), attackScores: scoresOf(attacks) },
    weight,
  }
}

/** A fold scored by forests of several seeds. */
export function scoreFold(fold: Fold, of: readonly number[] = seeds): Part[] {
  const { learnt, benign, attacks } = fold
  const asked = new Map(
    [benign, attacks].map((samples) => [samples, learnt.rowsOf(samples.map(({ event }) => event))] as const),
  )
  return of.map((seed) => {
    const score = scoreByForest(learnt, seed)
    return scored(fold, (samples) => score(asked.get(samples) ?? new Float32Array(0)))
  })
}

/** The same by another scorer of rows, by seed. */
export function scoreFoldBy(
  fold: Fold,
  scoresOf: (train: Float32Array, test: Float32Array) => Float32Array[],
): Part[] {
  const { learnt, benign, attacks } = fold
  const asked = learnt.rowsOf([...benign, ...attacks].map(({ event }) => event))
  return scoresOf(learnt.rows, asked).map((scores) =>
    scored(fold, (samples) =>
      samples === benign ? scores.slice(0, benign.length) : scores.slice(benign.length),
    ),
  )
}
