import type { AlertFilter } from '../../../contract/query.ts'
import { severities } from '../../../contract/severity.ts'
import { rowConditions } from '../filter-sql.ts'
import { longestStep } from './blocks.ts'
import { chunksIn, type Range } from './chunks.ts'
import { ranksOfKinds } from './count.ts'
import { kindOf, offsetOf, unitOf, words } from './entries.ts'
import { type Selection, selectionOf } from './selection.ts'
import type { Tallies } from './tallies.ts'

/** How many severities there are: the width of a row of `byOrigin`. */
export const ranks = severities.length

/** What came from where in a range. */
export interface PlaceCounts {
  /** by origin and severity rank: `origin * ranks + rank` */
  readonly byOrigin: Uint32Array
  /** by origin: time of its last alert, of older ones to a second (see unitOf) */
  readonly lastOf: Float64Array
}

/** Sums by origin what a filter wants in a range. */
export function placesIn(tallies: Tallies, filter: AlertFilter, range: Range): PlaceCounts {
  const chunks = chunksIn(tallies, range, longestStep, rowConditions(filter))
  const selection = selectionOf(tallies, filter)
  const rankOfKind = ranksOfKinds(tallies, selection.kinds.length)
  const byOrigin = new Uint32Array(selection.size * ranks)
  const lastOf = new Float64Array(selection.size)
  for (const { start, span, sourceId, entries } of chunks) {
    if (selection.sources && !selection.sources(sourceId)) continue
    addEntries({ ...selection, rankOfKind, byOrigin, lastOf }, entries, start, unitOf(span))
  }
  return { byOrigin, lastOf }
}

/** The inner loop, on its own so that it is compiled once and stays so; chunks come oldest first. */
function addEntries(
  { kinds, origins, rankOfKind, byOrigin, lastOf }: Selection & PlaceCounts & { rankOfKind: Uint8Array },
  entries: Uint32Array,
  start: number,
  unit: number,
): void {
  for (let i = 0; i < entries.length; i += words) {
    const origin = entries[i] ?? 0
    const word = entries[i + 1] ?? 0
    const kind = kindOf(word)
    const isWanted = (kinds[kind] ?? 0) & (origins[origin] ?? 0)
    const cell = origin * ranks + (rankOfKind[kind] ?? 0)
    byOrigin[cell] = (byOrigin[cell] ?? 0) + (entries[i + 2] ?? 0) * isWanted
    lastOf[origin] = Math.max(lastOf[origin] ?? 0, (start + offsetOf(word) * unit) * isWanted)
  }
}
