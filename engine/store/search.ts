import type { AlertFilter } from '../../contract/filter.ts'
import { AlertStore } from './alert-store.ts'
import type { Database } from './database.ts'
import { rangeOf } from './range.ts'
import { lookOf } from './tally/look.ts'
import { talliesOf } from './tally/tallies.ts'

/**
 * Looks for what only paths, answers and texts tell of a filter in its range and in the span before it, in short slices, so that the query that follows
 * holds up nothing else. Without it the query gives the same answer in one go. Ends early with the signal.
 */
export async function prepareSearch(
  db: Database,
  filter: AlertFilter,
  now: number,
  signal?: AbortSignal,
): Promise<void> {
  const extent = new AlertStore(db).extent()
  const look = lookOf(filter)
  if (!look || !extent) return
  const { from, to } = rangeOf(filter, extent, now)
  const search = talliesOf(db).searches.for(look)
  await search.prepare(Math.max(2 * from - to, extent.first), Math.min(to, extent.last + 1), signal)
}
