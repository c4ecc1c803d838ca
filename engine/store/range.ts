import type { AlertFilter } from '../../contract/filter.ts'
import { floorTo, minuteMs, weekMs } from './time-steps.ts'

/** Filter with both ends of its time range known and on whole minutes. */
export interface Ranged extends AlertFilter {
  from: number
  to: number
}

/**
 * Steps a timeline may have, smallest first; the first that gives at most `maxBuckets` is taken. From a quarter on they
 * are made of the stretches in which tallies are joined (see tally/blocks.ts).
 */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1440, 2880, 10_080, 40_320].map((m) => m * minuteMs)
const maxBuckets = 96

export function bucketFor(span: number): number {
  return steps.find((step) => span / step <= maxBuckets) ?? Math.ceil(span / maxBuckets / weekMs) * weekMs
}

/** Fixes both ends of a range: an open start is the first alert, an open end is now or the last alert. */
export function rangeOf(
  filter: AlertFilter,
  extent: { first: number; last: number } | undefined,
  now: number,
): Ranged {
  const to = filter.to ?? Math.max(now, extent?.last ?? now) + 1
  const from = Math.min(filter.from ?? extent?.first ?? to - 24 * 60 * minuteMs, to - minuteMs)
  return { ...filter, from: floorTo(from, minuteMs), to: Math.ceil(to / minuteMs) * minuteMs }
}
