import { z } from 'zod'
import type { LogEvent } from '../../contract/event.ts'
import { Reason } from '../../contract/reason.ts'
import { features } from '../../ml/features.ts'
import { reasonInWords } from '../../ml/reason-words.ts'
import { reasonsOf } from '../../ml/reasons.ts'
import type { Scorer } from '../../ml/scorer.ts'
import type { Judgement } from './judge.ts'
import { rowOf } from './row.ts'

/** Why a line was reported as an anomaly, by the model that reported it. Kept in the evidence of its alert. */
export const Explanation = z.object({
  model: z.object({ name: z.string(), trainedAt: z.string() }),
  score: z.number(),
  threshold: z.number(),
  /** by name, as the model's columns have them */
  features: z.array(z.object({ name: z.string(), value: z.number() })),
  reasons: z.array(Reason),
})
export type Explanation = z.infer<typeof Explanation>

export type Explainer = (event: LogEvent, score: number, threshold: number) => Explanation

/** @param scorer the one that gave the score */
export const explainBy =
  (scorer: Pick<Scorer, 'metadata' | 'table' | 'profile'>): Explainer =>
  (event, score, threshold) => {
    const { name, trainedAt } = scorer.metadata
    const row = rowOf(event, scorer.profile)
    return {
      model: { name, trainedAt },
      score,
      threshold,
      features: features.map((feature, i) => ({ name: feature.name, value: row[i] ?? 0 })),
      reasons: reasonsOf(scorer, row),
    }
  }

/** Reasons that the sentence of an alert names; the panel shows all. */
const named = 2

/** The sentence "why" of an anomaly, without log text. */
export function whyUnusual(
  score: number,
  { from, isCalibrated }: Judgement,
  reasons: readonly Reason[] = [],
): string {
  const words = reasons.slice(0, named).map(reasonInWords).join('; ')
  const what = words === '' ? 'unlike the traffic the model knows' : `unusual: ${words}`
  const threshold = `${from.toFixed(3)}${isCalibrated ? ' (calibrated to the alert budget)' : ''}`
  return `No signature, but ${what}. Score ${score.toFixed(3)}, threshold ${threshold}.`
}
