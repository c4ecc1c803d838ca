import { floorTo, quarterMs } from '../time-steps.ts'
import type { Chunk } from './blocks.ts'
import type { Look } from './look.ts'
import type { Tallies } from './tallies.ts'

/** A range on whole minutes: from <= time < to. */
export interface Range {
  readonly from: number
  readonly to: number
}

/**
 * The counts of a range, oldest first. Whole quarters come from the tallies; the partial quarters at its ends, and all
 * of it where steps finer than a quarter are wanted, from the alerts themselves.
 * @param look what only paths, answers and texts tell
 * @param step width of the buckets the counts are for, a divisor or a multiple of a quarter
 */
export function chunksIn(tallies: Tallies, range: Range, step: number, look?: Look): Chunk[] {
  return unsorted(tallies, range, step, look).sort((a, b) => a.start - b.start)
}

function unsorted(tallies: Tallies, { from, to }: Range, step: number, look: Look | undefined): Chunk[] {
  const { rows } = tallies
  if (step % quarterMs !== 0) return rows.alerts(from, to, step, look)
  const first = Math.ceil(from / quarterMs) * quarterMs
  const last = floorTo(to, quarterMs)
  if (first >= last) return rows.alerts(from, to, quarterMs, look)
  const search = look && tallies.searches.for(look)
  return [
    ...rows.alerts(from, first, quarterMs, look),
    ...(search ?? tallies).blocks.in(first, last, step),
    ...rows.loose(first, last, search?.match),
    ...rows.alerts(last, to, quarterMs, look),
  ]
}
