import type { AlertFilter } from '../../../contract/query.ts'
import { rowConditions } from '../filter-sql.ts'
import { longestStep } from './blocks.ts'
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
  width: (Math.ceil((to - from) / longestStep) + 1) * longestStep,
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
  /** by origin: a bit for each severity rank that came */
  readonly ranksOf: Uint8Array
  /** by id of the source */
  readonly bySource: ReadonlyMap<number, number>
  /** addresses in each bucket and in all */
  readonly addressesIn: readonly number[]
  readonly addresses: number
}

/** Sums what a filter wants in a range. */
export function countIn(tallies: Tallies, filter: AlertFilter, range: Range, buckets: Buckets): Counts {
  const chunks = chunksIn(tallies, range, buckets.width, rowConditions(filter))
  const selection = selectionOf(tallies, filter)
  const { size } = selection
  const kindCount = selection.kinds.length
  const sums: Sums = {
    ...selection,
    bitOfKind: ranksOfKinds(tallies, kindCount).map((rank) => 1 << rank),
    addressOf: tallies.origins.addressOf,
    byKind: new Float64Array(buckets.count * kindCount),
    byOrigin: new Uint32Array(size),
    ranksOf: new Uint8Array(size),
    seen: new Uint32Array((size >>> 5) + 1),
  }
  const seenInAll = new Uint32Array(sums.seen.length)
  const addressesIn = new Array<number>(buckets.count).fill(0)
  const bySource = new Map<number, number>()
  let open = 0
  const close = () => {
    addressesIn[open] = emptyInto(seenInAll, sums.seen)
  }
  for (const { start, sourceId, entries } of chunks) {
    if (selection.sources && !selection.sources(sourceId)) continue
    const bucket = Math.max(0, Math.floor((start - buckets.first) / buckets.width))
    if (bucket !== open) close()
    open = bucket
    const added = addEntries(sums, entries, bucket * kindCount)
    if (added > 0) bySource.set(sourceId, (bySource.get(sourceId) ?? 0) + added)
  }
  close()
  const { byKind, byOrigin, ranksOf } = sums
  const total = byKind.reduce((a, b) => a + b, 0)
  return { total, byKind, kindCount, byOrigin, ranksOf, bySource, addressesIn, addresses: bitsIn(seenInAll) }
}

export function ranksOfKinds({ kinds }: Tallies, kindCount: number): Uint8Array {
  const ranks = new Uint8Array(kindCount)
  for (const { id, severity } of kinds.all()) ranks[id] = severity
  return ranks
}

interface Sums extends Selection {
  /** by kind: the bit of its severity rank */
  readonly bitOfKind: Uint8Array
  readonly addressOf: Uint32Array
  readonly byKind: Float64Array
  readonly byOrigin: Uint32Array
  readonly ranksOf: Uint8Array
  /** a bit for each address of the bucket */
  readonly seen: Uint32Array
}

/**
 * The inner loop, on its own so that it is compiled once and stays so. What is not wanted adds nothing instead of being
 * passed over: a branch that cannot be foretold costs more than the sums. Answers how much it added.
 */
function addEntries(sums: Sums, entries: Uint32Array, row: number): number {
  let added = 0
  const { kinds, origins, bitOfKind, addressOf, byKind, byOrigin, ranksOf, seen } = sums
  for (let i = 0; i < entries.length; i += words) {
    const origin = entries[i] ?? 0
    const kind = kindOf(entries[i + 1] ?? 0)
    const isWanted = (kinds[kind] ?? 0) & (origins[origin] ?? 0)
    const count = (entries[i + 2] ?? 0) * isWanted
    added += count
    byKind[row + kind] = (byKind[row + kind] ?? 0) + count
    byOrigin[origin] = (byOrigin[origin] ?? 0) + count
    ranksOf[origin] = (ranksOf[origin] ?? 0) | ((bitOfKind[kind] ?? 0) * isWanted)
    const address = addressOf[origin] ?? 0
    seen[address >>> 5] = (seen[address >>> 5] ?? 0) | (isWanted << (address & 31))
  }
  return added
}

/** Adds a set of bits to another and leaves it empty. Answers how many it had. */
function emptyInto(all: Uint32Array, bits: Uint32Array): number {
  const count = bitsIn(bits)
  if (count === 0) return 0
  for (let i = 0; i < bits.length; i++) all[i] = (all[i] ?? 0) | (bits[i] ?? 0)
  bits.fill(0)
  return count
}

function bitsIn(bits: Uint32Array): number {
  let count = 0
  for (let i = 0; i < bits.length; i++) {
    for (let word = bits[i] ?? 0; word !== 0; word &= word - 1) count++
  }
  return count
}
