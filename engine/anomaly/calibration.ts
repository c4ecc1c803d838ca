import { dayMs, floorTo } from '../store/time-steps.ts'
import type { BudgetModel } from './budget-model.ts'
import { countFrom, type DayScores, scoreReachedBy } from './score-histogram.ts'

/** Days before the current one that a threshold rests on. */
export const windowDays = 7
/** Fewer scores say too little of the rare ones: the model's own threshold holds. */
const leastRequests = 1_000
/** From so many days on, the one that would have asked for the highest threshold is left out. */
const daysToSpareOne = 4
/** Of an equal share: what every source keeps, however little it needed lately. */
const keptShare = 0.5

export interface Calibrated {
  readonly threshold: number
  /** scores it rests on */
  readonly requests: number
  readonly isCalibrated: boolean
  /** arrival of the first of them */
  readonly since?: number | undefined
}

/** What counts at a time: the whole days before; where these hold too little the current day as well, as far as it is. */
export function daysThatCount(days: readonly DayScores[], at: number): readonly DayScores[] {
  const today = floorTo(at, dayMs)
  const within = days.filter(({ day }) => day >= today - windowDays * dayMs && day <= today)
  const whole = within.filter(({ day }) => day < today)
  return sumOf(whole) >= leastRequests ? whole : within
}

const sumOf = (days: readonly DayScores[]): number => days.reduce((sum, { requests }) => sum + requests, 0)

/**
 * The days of traffic that a day of scores stands for. A day that is not over, and a source's first, are parts of one; a
 * log that was read in all at once stands for as long as was written to it.
 */
function spanOf({ day, first, firstEvent, lastEvent }: DayScores, at: number, isFirst: boolean): number {
  const from = isFirst ? Math.max(first, day) : day
  const arrived = Math.max(0, Math.min(at, day + dayMs) - from) / dayMs
  return Math.max(arrived, (lastEvent - firstEvent) / dayMs)
}

/**
 * The score from which on a source's requests are reported: the lowest that would have kept its share of the budget on
 * each of the last days, or on all but the worst where there are four or more. One day's burst so never makes the rest
 * of the week deaf.
 * @param days all that is known, oldest first
 * @param at time of arrival, epoch milliseconds
 * @param share alerts a day
 */
export function calibrate(
  days: readonly DayScores[],
  at: number,
  share: number,
  { threshold, floor }: BudgetModel,
): Calibrated {
  const counting = daysThatCount(days, at)
  const requests = sumOf(counting)
  const known = { requests, since: counting[0]?.first }
  if (requests < leastRequests) return { ...known, threshold, isCalibrated: false }
  const wanted = counting
    .map((day) => scoreReachedBy(day.counts, Math.floor(share * spanOf(day, at, day === days[0]))))
    .sort((a, b) => b - a)
  const kept = wanted[counting.length >= daysToSpareOne ? 1 : 0] ?? threshold
  return { ...known, threshold: Math.max(floor, kept), isCalibrated: true }
}

/** Requests a day that a source would have reported from `score` on; endless while less than a day of it is known. */
export function demandOf(days: readonly DayScores[], at: number, score: number): number {
  const counting = daysThatCount(days, at)
  const span = counting.reduce((sum, day) => sum + spanOf(day, at, day === days[0]), 0)
  if (span < 1) return Number.POSITIVE_INFINITY
  return counting.reduce((sum, { counts }) => sum + countFrom(counts, score), 0) / span
}

/**
 * Divides a budget fairly: equal shares, but what a source has no use for goes to the others, except half of an equal
 * share, which each keeps for the day it needs it. What nobody needs is divided equally.
 * @returns shares in the order of `demands`; their sum is the budget
 */
export function divide(budget: number, demands: readonly number[]): number[] {
  const kept = (keptShare * budget) / demands.length
  const shares = demands.map(() => 0)
  const rising = demands
    .map((demand, i) => ({ demand: Math.max(kept, demand), i }))
    .sort((a, b) => (a.demand === b.demand ? a.i - b.i : a.demand - b.demand))
  let left = budget
  for (const [done, { demand, i }] of rising.entries()) {
    const share = Math.min(demand, left / (rising.length - done))
    shares[i] = share
    left -= share
  }
  return shares.map((share) => share + left / demands.length)
}
