import type { AlertType } from '../../contract/attack-type.ts'
import type { Unusual } from '../../contract/query.ts'
import type { Database } from './database.ts'
import { linesByBucket } from './line-counts.ts'
import { countIn } from './tally/count.ts'
import { talliesOf } from './tally/tallies.ts'
import { dayMs, floorTo, hourMs, quarterMs } from './time-steps.ts'

const days = 7

/** More than usual is at least so many more: on a quiet site two instead of none are no news. */
const leastMore = 10

/** Spreads above the usual. */
const spreads = 3

/** Lines an hour below which a pause says nothing. */
const leastLines = 60

/**
 * The last hour (up to the last whole quarter) beside the same hour of the days before and the hours next to it.
 * Usual is the median, of that hour alone or with its neighbours, whichever is higher; unusual is far above it by their
 * spread, at least twice as much and ten more.
 */
export function queryUnusual(db: Database, now: number): Unusual {
  const tallies = talliesOf(db)
  const to = floorTo(now, quarterMs)
  const hours = days * 24 + 2
  const from = to - hours * hourMs
  const buckets = { first: from, width: hourMs, count: hours }
  const { byKind, kindCount } = countIn(tallies, {}, { from, to }, buckets)
  const kinds = tallies.kinds.all()
  const countAt = (hour: number, type?: AlertType): number =>
    kinds.reduce(
      (sum, kind) =>
        type === undefined || kind.type === type ? sum + (byKind[hour * kindCount + kind.id] ?? 0) : sum,
      0,
    )
  const lines = linesByBucket(db, { from: floorTo(from, hourMs), to }, hourMs)
  const linesAt = (hour: number): number => lines.get(floorTo(from + hour * hourMs, hourMs)) ?? 0
  const last = hours - 1
  const seen = daysSeen(db, to)
  const sameHours = Array.from({ length: seen }, (_, day) => last - (day + 1) * 24)
  // With their neighbours: what comes daily may come an hour late.
  const others = sameHours.flatMap((hour) => [hour - 1, hour, hour + 1]).filter((hour) => hour >= 0)
  const compare = (at: (hour: number) => number) => {
    const past = others.map(at)
    const usual = Math.max(median(past), median(sameHours.map(at)))
    const spread = 1.4826 * median(past.map((count) => Math.abs(count - usual)))
    const latest = at(last)
    const more = Math.max(leastMore, usual, spreads * spread)
    return { now: latest, usual, isUnusual: seen > 1 && latest > usual + more }
  }
  const usualLines = median(others.map(linesAt))
  const nowLines = linesIn(db, to)
  const types = [...new Set(kinds.map(({ type }) => type))].flatMap((type) => {
    const { now: count, usual, isUnusual } = compare((hour) => countAt(hour, type))
    return isUnusual ? [{ type, now: count, usual }] : []
  })
  return {
    days: seen,
    alerts: compare((hour) => countAt(hour)),
    lines: {
      now: nowLines,
      usual: usualLines,
      isUnusual: seen > 1 && usualLines >= leastLines && nowLines === 0,
    },
    types: types.sort((a, b) => b.now - b.usual - (a.now - a.usual)),
  }
}

const linesIn = (db: Database, to: number): number =>
  [...linesByBucket(db, { from: to - hourMs, to }, quarterMs).values()].reduce((sum, count) => sum + count, 0)

/** Whole days before now of which there are lines, at most seven. */
function daysSeen(db: Database, to: number): number {
  const first = db
    .prepare<[], { hour: number | null }>('SELECT min(hour) AS hour FROM rollup_line_hour')
    .get()?.hour
  return Math.max(0, Math.min(days, Math.floor((to - (first ?? to)) / dayMs)))
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = 0, high = 0] =
    sorted.length % 2 === 0 ? sorted.slice(middle - 1) : [sorted[middle], sorted[middle]]
  return (low + high) / 2
}
