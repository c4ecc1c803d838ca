import type { ActorRisk } from '../../contract/actor.ts'
import { type Severity, severities } from '../../contract/severity.ts'

/** What one alert of a severity weighs; a hundred of a kind weigh about seven times as much. */
const weights: Record<Severity, number> = { critical: 30, high: 14, medium: 6, low: 2, info: 0.5 }

/** Each type of attack beyond the first. */
const typeWeight = 4

/** A bad reputation at its worst. */
const reputationWeight = 40

/** Days after which a day's alerts weigh half. */
const halfLife = 3

/** The sum that makes a score of 63. */
const scale = 60

export interface Day {
  /** begin of the day, epoch milliseconds */
  readonly time: number
  readonly counts: Readonly<Record<Severity, number>>
}

const scoreOf = (sum: number): number => 100 * (1 - Math.exp(-sum / scale))

/**
 * The risk of an actor: every day's alerts weigh by severity and, in number, by their logarithm; what is past fades.
 * The more kinds of attack and the worse the reputation, the higher.
 * @param days oldest first, without gaps
 * @param reputation 0 to 100, where one is known
 */
export function actorRisk(days: readonly Day[], types: number, reputation: number | undefined): ActorRisk {
  const faded: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }
  const history = days.map(({ time, counts }) => {
    for (const severity of severities) {
      faded[severity] =
        faded[severity] * 2 ** (-1 / halfLife) + weights[severity] * Math.log2(1 + counts[severity])
    }
    return { time, score: scoreOf(severities.reduce((sum, severity) => sum + faded[severity], 0)) }
  })
  const parts = [
    ...severities.map((name) => ({
      name,
      amount: days.reduce((sum, { counts }) => sum + counts[name], 0),
      weight: faded[name],
    })),
    { name: 'variety' as const, amount: types, weight: typeWeight * Math.max(0, types - 1) },
    {
      name: 'reputation' as const,
      amount: reputation ?? 0,
      weight: (reputationWeight * (reputation ?? 0)) / 100,
    },
  ].filter(({ weight }) => weight > 0.01)
  const sum = parts.reduce((all, { weight }) => all + weight, 0)
  const score = scoreOf(sum)
  return {
    score,
    parts: parts.map(({ name, amount, weight }) => ({ name, amount, points: (score * weight) / sum })),
    history,
  }
}
