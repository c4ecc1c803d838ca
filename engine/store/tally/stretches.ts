import type { AlertFilter } from '../../../contract/filter.ts'
import { chunksIn, type Range } from './chunks.ts'
import { kindOf, words } from './entries.ts'
import { type Look, lookOf } from './look.ts'
import { type Selection, selectionOf } from './selection.ts'
import type { Tallies } from './tallies.ts'

/** A stretch of time that holds alerts of a filter. */
export interface Stretch {
  readonly from: number
  readonly to: number
  /** at least so many alerts */
  rows: number
  /** the counts in which they are */
  readonly chunks: Uint32Array[]
}

/** More origins than these do not narrow a search. */
const originsAtMost = 400

/** What a filter looks for, and what else it wants of the tallies. */
export interface Wanted {
  readonly look: Look | undefined
  readonly selection: Selection
}

export const wantedBy = (tallies: Tallies, filter: AlertFilter): Wanted => ({
  look: lookOf(filter),
  selection: selectionOf(tallies, filter),
})

/** How often what is wanted came in a range, and in which stretches of at most `step` it is, newest first. */
export function stretchesIn(
  tallies: Tallies,
  { look, selection }: Wanted,
  range: Range,
  step: number,
): { total: number; stretches: Stretch[] } {
  const chunks = chunksIn(tallies, range, step, look)
  const stretches: Stretch[] = []
  let total = 0
  for (const { start, span, sourceId, entries } of chunks) {
    if (selection.sources && !selection.sources(sourceId)) continue
    // Counts that are not packed yet lie within a stretch that is joined from packs.
    const last = stretches.at(-1)
    const stretch = last && start < last.to ? last : newStretch(start, span)
    total += addEntries(stretch, entries, selection)
    if (stretch !== last && stretch.rows > 0) stretches.push(stretch)
  }
  return { total, stretches: stretches.reverse() }
}

const newStretch = (from: number, span: number): Stretch => ({
  from,
  to: from + span,
  rows: 0,
  chunks: [],
})

/** The inner loop, on its own so that it is compiled once and stays so. Answers the occurrences. */
function addEntries(stretch: Stretch, entries: Uint32Array, { kinds, origins }: Selection): number {
  let total = 0
  let rows = 0
  for (let i = 0; i < entries.length; i += words) {
    const isWanted = (kinds[kindOf(entries[i + 1] ?? 0)] ?? 0) & (origins[entries[i] ?? 0] ?? 0)
    total += (entries[i + 2] ?? 0) * isWanted
    rows += isWanted
  }
  if (rows > 0) {
    stretch.rows += rows
    stretch.chunks.push(entries)
  }
  return total
}

/** The origins of what is wanted in a stretch, or undefined where they are too many to narrow a search. */
export function originsIn({ selection }: Wanted, { chunks }: Stretch): number[] | undefined {
  const { kinds, origins } = selection
  const found = new Set<number>()
  for (const entries of chunks) {
    for (let i = 0; i < entries.length; i += words) {
      const origin = entries[i] ?? 0
      if (kinds[kindOf(entries[i + 1] ?? 0)] !== 1 || origins[origin] !== 1) continue
      found.add(origin)
      if (found.size > originsAtMost) return undefined
    }
  }
  return [...found]
}
