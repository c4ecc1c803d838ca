import type { Drift } from '../../contract/anomaly.ts'
import { dayMs, floorTo } from '../store/time-steps.ts'
import { type DayScores, edgeOf, scoreBins } from './score-histogram.ts'

/** The days whose scores are looked at: a shift is looked for in the first so many before today, against as many before it. */
const reachDays = 14
export const driftDays = 2 * reachDays
/** What has been so for longer is the usual by now. */
const toldDays = 7
/** On either side; fewer scores, or fewer days to compare with, say nothing. */
const leastRequests = 1_000
const leastDaysBefore = 2
/** The customary bound of the index: "significant shift". */
const shiftFrom = 0.25
const groups = 10
/** Stands for an empty group: the index takes logarithms. */
const leastShare = 1e-4

/**
 * Finds whether the scores of a source have shifted: the day within the last week that parts the days before it from
 * those since it most, by the population stability index of their scores in tenths of the time before. Each day since
 * must differ by itself, so one odd day that is over is no shift. The current day does not count.
 * @param days oldest first
 * @param now epoch milliseconds
 */
export function findDrift(days: readonly DayScores[], now: number): Drift | undefined {
  const today = floorTo(now, dayMs)
  const whole = days.filter(({ day }) => day < today && day >= today - driftDays * dayMs)
  const last = whole.at(-1)
  if (!last || last.day < today - toldDays * dayMs) return undefined
  let best: Drift | undefined
  for (let split = whole.length - 1; split >= leastDaysBefore; split--) {
    const since = whole[split]?.day ?? 0
    if (since < today - reachDays * dayMs) break
    const before = whole.filter(({ day }) => day < since && day >= since - reachDays * dayMs)
    const found = compare(before, whole.slice(split))
    if (found && found.index > (best?.index ?? 0)) best = { since, ...found }
  }
  return best && best.since >= today - toldDays * dayMs ? best : undefined
}

function compare(
  before: readonly DayScores[],
  recent: readonly DayScores[],
): Omit<Drift, 'since'> | undefined {
  if (before.length < leastDaysBefore) return undefined
  const usual = sumOf(before)
  const now = sumOf(recent)
  if (totalOf(usual) < leastRequests || totalOf(now) < leastRequests) return undefined
  const index = stabilityIndex(usual, now)
  if (index < shiftFrom || recent.some(({ counts }) => stabilityIndex(usual, counts) < shiftFrom))
    return undefined
  return { index, direction: meanOf(now) > meanOf(usual) ? 'higher' : 'lower' }
}

function sumOf(days: readonly DayScores[]): Float64Array {
  const sum = new Float64Array(scoreBins)
  for (const { counts } of days)
    for (let bin = 0; bin < scoreBins; bin++) sum[bin] = (sum[bin] ?? 0) + (counts[bin] ?? 0)
  return sum
}

type Counts = Float64Array | Uint32Array

function totalOf(counts: Counts): number {
  let total = 0
  for (const count of counts) total += count
  return total
}

function meanOf(counts: Counts): number {
  let sum = 0
  counts.forEach((count, bin) => {
    sum += count * edgeOf(bin)
  })
  return sum / totalOf(counts)
}

/** Population stability index: Σ (now − usual) · ln(now / usual) over tenths of the usual. 0: the same. */
export function stabilityIndex(usual: Counts, now: Counts): number {
  const usualTotal = totalOf(usual)
  const nowTotal = totalOf(now)
  if (usualTotal === 0 || nowTotal === 0) return 0
  let index = 0
  let seen = 0
  let inUsual = 0
  let inNow = 0
  for (let bin = 0, tenth = 1; bin < scoreBins; bin++) {
    inUsual += usual[bin] ?? 0
    inNow += now[bin] ?? 0
    seen += usual[bin] ?? 0
    // The last group reaches up to 1: what nobody scored before counts there.
    const isFull = seen >= (tenth * usualTotal) / groups && seen < usualTotal
    if (!isFull && bin < scoreBins - 1) continue
    const before = Math.max(leastShare, inUsual / usualTotal)
    const after = Math.max(leastShare, inNow / nowTotal)
    index += (after - before) * Math.log(after / before)
    while (seen >= (tenth * usualTotal) / groups) tenth++
    inUsual = 0
    inNow = 0
  }
  return index
}
