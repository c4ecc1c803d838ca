import type { AlertType } from '../../contract/attack-type.ts'
import type { DriftNotice, Unusual } from '../../contract/query.ts'
import type { Database } from './database.ts'
import { linesByBucket } from './line-counts.ts'
import { type Counts, countIn, oneBucket } from './tally/count.ts'
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
 * The last sixty minutes (up to the last whole quarter) beside the same clock hour of the days before and the hours
 * next to it. Usual is the median, of that hour alone or with its neighbours, whichever is higher; unusual is far above
 * it by their spread, at least twice as much and ten more.
 * @param drifts of the anomaly model, which goes by days
 */
export function queryUnusual(db: Database, now: number, drifts: DriftNotice[] = []): Unusual {
  const tallies = talliesOf(db)
  const to = floorTo(now, quarterMs)
  // Of the past whole clock hours, which are joined already.
  const hourNow = floorTo(to - hourMs / 2, hourMs)
  const hours = days * 24 + 2
  const first = hourNow - (hours - 1) * hourMs
  const past = countIn(tallies, {}, { from: first, to: hourNow }, { first, width: hourMs, count: hours })
  const lastHour = { from: to - hourMs, to }
  const present = countIn(tallies, {}, lastHour, oneBucket(lastHour))
  const kinds = tallies.kinds.all()
  const countAt = ({ byKind, kindCount }: Counts, hour: number, type?: AlertType): number =>
    kinds.reduce(
      (sum, kind) =>
        type === undefined || kind.type === type ? sum + (byKind[hour * kindCount + kind.id] ?? 0) : sum,
      0,
    )
  const lines = linesByBucket(db, { from: first, to: hourNow }, hourMs)
  const linesAt = (hour: number): number => lines.get(first + hour * hourMs) ?? 0
  const last = hours - 1
  const seen = daysSeen(db, to)
  const sameHours = Array.from({ length: seen }, (_, day) => last - (day + 1) * 24)
  // With their neighbours: what comes daily may come an hour late.
  const others = sameHours.flatMap((hour) => [hour - 1, hour, hour + 1]).filter((hour) => hour >= 0)
  const compare = (type?: AlertType) => {
    const counts = others.map((hour) => countAt(past, hour, type))
    const ofSame = sameHours.map((hour) => countAt(past, hour, type))
    const usual = Math.max(median(counts), median(ofSame))
    const spread = 1.4826 * median(counts.map((count) => Math.abs(count - usual)))
    const latest = countAt(present, 0, type)
    const more = Math.max(leastMore, usual, spreads * spread)
    return { now: latest, usual, isUnusual: seen > 1 && latest > usual + more }
  }
  const usualLines = median(others.map(linesAt))
  const nowLines = linesIn(db, to)
  const types = [...new Set(kinds.map(({ type }) => type))].flatMap((type) => {
    const { now: count, usual, isUnusual } = compare(type)
    return isUnusual ? [{ type, now: count, usual }] : []
  })
  return {
    days: seen,
    alerts: compare(),
    lines: {
      now: nowLines,
      usual: usualLines,
      isUnusual: seen > 1 && usualLines >= leastLines && nowLines === 0,
    },
    types: types.sort((a, b) => b.now - b.usual - (a.now - a.usual)),
    drifts,
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
