import { rightTypesOf } from '../labelled/index.ts'
import { type Judged, rounded, thresholdsOf } from './figures.ts'

/** How much of a class of attacks is found once the signatures of its class are taken out. */
export interface LeftOut {
  /** mean over classes: recall of the detectors that are left, and with anomalies at 0.1 % false positives */
  readonly detectors: number
  readonly combined: number
  /** percentage points between them */
  readonly points: number
  readonly classes: Record<string, { requests: number; detectors: number; combined: number }>
}

/** @param parts scored by forests of different seeds or folds; each class is judged by all of them */
export function leaveClassesOut(
  parts: readonly { readonly judged: Judged; readonly weight: number }[],
): LeftOut {
  const labels = new Set(parts.flatMap(({ judged }) => judged.attacks.map(({ label }) => label)))
  const total = parts.reduce((sum, { weight }) => sum + weight, 0)
  const classes: LeftOut['classes'] = {}
  for (const label of [...labels].sort()) {
    const taken: readonly string[] = rightTypesOf(label) ?? []
    let [requests, detectors, combined] = [0, 0, 0]
    for (const { judged, weight } of parts) {
      const { strict } = thresholdsOf(judged)
      const own = judged.attacks.flatMap((attack, i) =>
        attack.label === label
          ? [
              {
                isFound: attack.types.some((type) => !taken.includes(type)),
                score: judged.attackScores[i] ?? 0,
              },
            ]
          : [],
      )
      requests = Math.max(requests, own.length)
      const share = (count: number) => ((count / Math.max(1, own.length)) * weight) / total
      detectors += share(own.filter(({ isFound }) => isFound).length)
      combined += share(own.filter(({ isFound, score }) => isFound || score > strict).length)
    }
    classes[label] = { requests, detectors: rounded(detectors), combined: rounded(combined) }
  }
  const mean = (of: 'detectors' | 'combined') => {
    const all = Object.values(classes)
    return rounded(all.reduce((sum, one) => sum + one[of], 0) / Math.max(1, all.length))
  }
  const [detectors, combined] = [mean('detectors'), mean('combined')]
  return { detectors, combined, points: rounded(100 * (combined - detectors)), classes }
}
