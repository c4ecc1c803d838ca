import type { Reason } from '../../contract/index.ts'

export interface Scale {
  /** where the usual begins, has its middle and ends, and where the value lies: 0 to 1 */
  readonly low: number
  readonly middle: number
  readonly high: number
  readonly value: number
}

/** What is usual keeps at least this much of the scale, however far away the value lies. */
const usualAtLeast = 0.16
/** Room on either side. */
const margin = 0.06

/**
 * Places on a scale that shows both what is usual and the value. Far values are drawn closer, by the logarithm, so that
 * what is usual stays in sight.
 */
export function scaleOf({ value, usual: { low, middle, high } }: Pick<Reason, 'value' | 'usual'>): Scale {
  const first = Math.min(low, value)
  const span = Math.max(high, value) - first
  if (span <= 0) return { low: 0.5, middle: 0.5, high: 0.5, value: 0.5 }
  const isFar = (high - low) / span < usualAtLeast
  const bend = (at: number) => {
    const share = (at - first) / span
    return isFar && value >= high ? Math.log1p(share * 99) / Math.log(100) : share
  }
  const place = (at: number) => margin + (1 - 2 * margin) * bend(at)
  return { low: place(low), middle: place(middle), high: place(high), value: place(value) }
}
