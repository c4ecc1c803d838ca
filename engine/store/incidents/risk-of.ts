import type { Risk } from '../../../contract/incident.ts'
import type { Severity } from '../../../contract/severity.ts'

/** What the risk of an incident is made of. */
export interface RiskGrounds {
  readonly worst: Severity
  /** different types of alerts */
  readonly types: number
  readonly count: number
  /** occurrences answered with success (2xx) */
  readonly succeeded: number
}

const pointsOf: Readonly<Record<Severity, number>> = { critical: 40, high: 28, medium: 16, low: 8, info: 2 }

/**
 * The risk of an incident, 0 to 100, as a sum that can be told:
 * - severity: 40 for critical, 28 high, 16 medium, 8 low, 2 info, by the worst alert
 * - types: 6 for each type beyond the first, at most 18: who tries many ways means it
 * - count: 5 for each power of ten of occurrences, at most 20
 * - success: 10 where any request was answered with 2xx, and up to 12 more by their share: the attack may have worked
 */
export function riskOf({ worst, types, count, succeeded }: RiskGrounds): Risk {
  const parts: Risk['parts'] = [
    { name: 'severity', points: pointsOf[worst] },
    { name: 'types', points: Math.min(18, 6 * Math.max(0, types - 1)) },
    { name: 'count', points: Math.min(20, Math.round(5 * Math.log10(Math.max(1, count)))) },
    {
      name: 'success',
      points: succeeded > 0 ? Math.round(10 + 12 * Math.min(1, succeeded / Math.max(1, count))) : 0,
    },
  ]
  return { score: parts.reduce((sum, { points }) => sum + points, 0), parts }
}
