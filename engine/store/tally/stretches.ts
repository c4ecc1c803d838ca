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

/** In which stretches of at most `step` there is something wanted in a range, newest first. */
export function stretchesIn(
  tallies: Tallies,
  { look, selection }: Wanted,
  range: Range,
  step: number,
): Stretch[] {
  const stretches: Stretch[] = []
  for (const { start, span, sourceId, entries } of chunksIn(tallies, range, step, look)) {
    if (selection.sources && !selection.sources(sourceId)) continue
    // Counts that are not packed yet lie within a stretch that is joined from packs.
    const last = stretches.at(-1)
    const stretch = last && start < last.to ? last : newStretch(start, span)
    addEntries(stretch, entries, selection)
    if (stretch !== last && stretch.rows > 0) stretches.push(stretch)
  }
  return stretches.reverse()
}

const newStretch = (from: number, span: number): Stretch => ({
  from,
  to: from + span,
  rows: 0,
  chunks: [],
})

/** The inner loop, on its own so that it is compiled once and stays so. */
function addEntries(stretch: Stretch, entries: Uint32Array, { kinds, origins }: Selection): void {
  let rows = 0
  for (let i = 0; i < entries.length; i += words)
    rows += (kinds[kindOf(entries[i + 1] ?? 0)] ?? 0) & (origins[entries[i] ?? 0] ?? 0)
  if (rows === 0) return
  stretch.rows += rows
  stretch.chunks.push(entries)
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
