import type { AlertFilter } from '../../../contract/query.ts'
import { rowConditions } from '../filter-sql.ts'
import { halfDayMs } from '../time-steps.ts'
import { chunksIn, type Range } from './chunks.ts'
import { kindOf, words } from './entries.ts'
import { type Selection, selectionOf } from './selection.ts'
import type { Tallies } from './tallies.ts'

export interface Buckets {
  readonly first: number
  readonly width: number
  readonly count: number
}

/** All of a range in one bucket. */
export const oneBucket = ({ from, to }: Range): Buckets => ({
  first: from,
  width: (Math.ceil((to - from) / halfDayMs) + 1) * halfDayMs,
  count: 1,
})

/** What came in a range, summed in one pass. */
export interface Counts {
  readonly total: number
  /** by bucket and kind: `bucket * kindCount + kind` */
  readonly byKind: Float64Array
  readonly kindCount: number
  /** by origin */
  readonly byOrigin: Uint32Array
  /** by origin: highest severity rank */
  readonly worstOf: Uint8Array
  /** addresses in each bucket and in all */
  readonly addressesIn: readonly number[]
  readonly addresses: number
}

/** Sums what a filter wants in a range. */
export function countIn(tallies: Tallies, filter: AlertFilter, range: Range, buckets: Buckets): Counts {
  const chunks = chunksIn(tallies, range, buckets.width, rowConditions(filter))
  const selection = selectionOf(tallies, filter)
  const { origins } = tallies
  const kindCount = selection.kinds.length
  const sums: Sums = {
    ...selection,
    rankOfKind: ranksOf(tallies, kindCount),
    addressOf: origins.isPlain ? undefined : origins.addressOf,
    byKind: new Float64Array(buckets.count * kindCount),
    byOrigin: new Uint32Array(selection.size),
    worstOf: new Uint8Array(selection.size),
    seenIn: new Uint32Array(selection.size),
  }
  const addressesIn = new Array<number>(buckets.count).fill(0)
  for (const { start, sourceId, entries } of chunks) {
    if (selection.sources && !selection.sources(sourceId)) continue
    const bucket = Math.max(0, Math.floor((start - buckets.first) / buckets.width))
    addressesIn[bucket] = (addressesIn[bucket] ?? 0) + addEntries(sums, entries, bucket, kindCount)
  }
  const { byKind, byOrigin, worstOf, seenIn } = sums
  const addresses = seenIn.reduce((count, mark) => (mark > 0 ? count + 1 : count), 0)
  const total = byKind.reduce((a, b) => a + b, 0)
  return { total, byKind, kindCount, byOrigin, worstOf, addressesIn, addresses }
}

export function ranksOf({ kinds }: Tallies, kindCount: number): Uint8Array {
  const ranks = new Uint8Array(kindCount)
  for (const { id, severity } of kinds.all()) ranks[id] = severity
  return ranks
}

interface Sums extends Selection {
  readonly rankOfKind: Uint8Array
  /** absent where each origin stands for its own address */
  readonly addressOf: Uint32Array | undefined
  readonly byKind: Float64Array
  readonly byOrigin: Uint32Array
  readonly worstOf: Uint8Array
  /** by address: one more than the bucket it was last seen in */
  readonly seenIn: Uint32Array
}

/** The inner loop, on its own so that it is compiled once and stays so. Answers the addresses new to the bucket. */
function addEntries(sums: Sums, entries: Uint32Array, bucket: number, kindCount: number): number {
  const { kinds, origins, rankOfKind, addressOf, byKind, byOrigin, worstOf, seenIn } = sums
  const row = bucket * kindCount
  const mark = bucket + 1
  let fresh = 0
  for (let i = 0; i < entries.length; i += words) {
    const origin = entries[i] ?? 0
    const kind = kindOf(entries[i + 1] ?? 0)
    if (kinds[kind] !== 1 || (origins !== undefined && origins[origin] !== 1)) continue
    const count = entries[i + 2] ?? 0
    const rank = rankOfKind[kind] ?? 0
    byKind[row + kind] = (byKind[row + kind] ?? 0) + count
    byOrigin[origin] = (byOrigin[origin] ?? 0) + count
    if (rank > (worstOf[origin] ?? 0)) worstOf[origin] = rank
    const address = addressOf === undefined ? origin : (addressOf[origin] ?? 0)
    if (seenIn[address] !== mark) {
      seenIn[address] = mark
      fresh++
    }
  }
  return fresh
}
