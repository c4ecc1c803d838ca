import type { Interval } from '../contract/scoreboard.ts'

/** The standard normal quantile for 95 %. */
const z = 1.959964

/**
 * The Wilson score interval of `hits` out of `trials` at 95 %. Unlike the textbook interval it stays within 0..1 and
 * does not shrink to nothing where all or none hit.
 * Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, JASA 22 (1927).
 */
export function wilson(hits: number, trials: number): Interval {
  if (trials === 0) return { low: 0, high: 1 }
  const share = hits / trials
  const centre = share + z ** 2 / (2 * trials)
  const reach = z * Math.sqrt((share * (1 - share)) / trials + (z / (2 * trials)) ** 2)
  const scale = 1 + z ** 2 / trials
  // At the ends the formula gives 0 and 1 exactly; floating point misses them by a hair.
  return {
    low: hits === 0 ? 0 : (centre - reach) / scale,
    high: hits === trials ? 1 : (centre + reach) / scale,
  }
}
