import type { Database } from './database.ts'
import { floorTo, hourMs } from './time-steps.ts'

export interface LineRange {
  readonly from: number
  readonly to: number
  readonly sourceIds?: readonly number[] | undefined
}

/**
 * Lines read, by bucket of event time: whole hours from the counts by the hour, the rest by the minute.
 * @param bucketMs a whole number of minutes; where it is no whole number of hours all is counted by the minute
 */
export function linesByBucket(db: Database, range: LineRange, bucketMs: number): Map<number, number> {
  const { from, to, sourceIds } = range
  const first = Math.ceil(from / hourMs) * hourMs
  const last = floorTo(to, hourMs)
  const counts = new Map<number, number>()
  const add = (
    table: 'rollup_line' | 'rollup_line_hour',
    column: 'minute' | 'hour',
    start: number,
    end: number,
  ) => {
    if (start >= end) return
    const wanted = sourceIds?.length ? ` AND source_id IN (${sourceIds.map(() => '?').join(', ')})` : ''
    const rows = db
      .prepare<number[], { bucket: number; n: number }>(
        `SELECT ${column} / ${bucketMs} * ${bucketMs} AS bucket, sum(lines) AS n FROM ${table}
         WHERE ${column} >= ? AND ${column} < ?${wanted} GROUP BY bucket`,
      )
      .all(start, end, ...(sourceIds ?? []))
    for (const { bucket, n } of rows) counts.set(bucket, (counts.get(bucket) ?? 0) + n)
  }
  if (bucketMs % hourMs !== 0 || first >= last) add('rollup_line', 'minute', from, to)
  else {
    add('rollup_line', 'minute', from, first)
    add('rollup_line_hour', 'hour', first, last)
    add('rollup_line', 'minute', last, to)
  }
  return counts
}

/** All lines of a range. */
export const linesIn = (db: Database, range: LineRange): number =>
  [...linesByBucket(db, range, hourMs).values()].reduce((a, b) => a + b, 0)
