import type { AlertFilter } from '../../../contract/filter.ts'
import { severities } from '../../../contract/severity.ts'
import { type Chunk, longestStep } from './blocks.ts'
import { chunksIn, type Range } from './chunks.ts'
import { ranksOfKinds } from './count.ts'
import { kindOf, offsetOf, unitOf, words } from './entries.ts'
import { lookOf } from './look.ts'
import { type Selection, selectionOf } from './selection.ts'
import { divided, questionOf } from './settled.ts'
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
  const selection = selectionOf(tallies, filter)
  const chunks = chunksIn(tallies, range, longestStep, lookOf(filter)).filter(
    ({ sourceId }) => selection.sources?.(sourceId) ?? true,
  )
  const rankOfKind = ranksOfKinds(tallies, selection.kinds.length)
  const byOrigin = new Uint32Array(selection.size * ranks)
  const lastOf = new Float64Array(selection.size)
  const addAll = (part: readonly Chunk[]) => {
    for (const { start, span, entries } of part) {
      addEntries({ ...selection, rankOfKind, byOrigin, lastOf }, entries, start, unitOf(span))
    }
  }
  const { settled, open } = divided(chunks, ({ isSettled }) => !isSettled)
  const question = questionOf(filter, selection.kinds.length)
  const entries = settled.map((chunk) => chunk.entries)
  const known = tallies.placed.find(question, entries)
  if (known) {
    byOrigin.set(known.byOrigin)
    lastOf.set(known.lastOf)
  } else {
    addAll(settled)
    const sums = { byOrigin: byOrigin.slice(), lastOf: lastOf.slice() }
    tallies.placed.keep(question, { chunks: entries, sums }, byOrigin.byteLength + lastOf.byteLength)
  }
  addAll(open)
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
    if (((kinds[kind] ?? 0) & (origins[origin] ?? 0)) === 0) continue
    const cell = origin * ranks + (rankOfKind[kind] ?? 0)
    byOrigin[cell] = (byOrigin[cell] ?? 0) + (entries[i + 2] ?? 0)
    lastOf[origin] = Math.max(lastOf[origin] ?? 0, start + offsetOf(word) * unit)
  }
}
