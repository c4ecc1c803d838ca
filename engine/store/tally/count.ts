import type { AlertFilter } from '../../../contract/filter.ts'
import { type Chunk, longestStep } from './blocks.ts'
import { chunksIn, type Range } from './chunks.ts'
import { kindOf, words } from './entries.ts'
import { lookOf } from './look.ts'
import { type Selection, selectionOf } from './selection.ts'
import { divided, questionOf } from './settled.ts'
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
  const selection = selectionOf(tallies, filter)
  const chunks = chunksIn(tallies, range, buckets.width, lookOf(filter)).filter(
    ({ sourceId }) => selection.sources?.(sourceId) ?? true,
  )
  const kindCount = selection.kinds.length
  const sums = newSums(tallies, selection, buckets.count)
  const bucketOf = ({ start }: Chunk) => Math.max(0, Math.floor((start - buckets.first) / buckets.width))
  const addAll = (part: readonly Chunk[]) => {
    part.forEach((chunk, i) => {
      const bucket = bucketOf(chunk)
      const added = addEntries(sums, chunk.entries, bucket * kindCount)
      if (added > 0) sums.bySource.set(chunk.sourceId, (sums.bySource.get(chunk.sourceId) ?? 0) + added)
      const next = part[i + 1]
      if (!next || bucketOf(next) !== bucket) sums.addressesIn[bucket] = emptyInto(sums.seenInAll, sums.seen)
    })
  }
  // Addresses are told apart within a bucket: one that holds anything unsettled is counted anew.
  const unsettled = new Set(chunks.filter(({ isSettled }) => !isSettled).map(bucketOf))
  const isSingle = buckets.count === 1
  const { settled, open } = divided(chunks, (chunk) =>
    isSingle ? !chunk.isSettled : unsettled.has(bucketOf(chunk)),
  )
  const question = questionOf(
    filter,
    kindCount,
    buckets.count,
    isSingle ? 0 : buckets.first,
    isSingle ? 0 : buckets.width,
  )
  const entries = settled.map((chunk) => chunk.entries)
  const known = tallies.counted.find(question, entries)
  if (known) addSummed(sums, known)
  else {
    addAll(settled)
    const copy = copyOf(sums)
    tallies.counted.keep(question, { chunks: entries, sums: copy }, bytesOf(copy))
  }
  addAll(open)
  const addresses = bitsIn(sums.seenInAll)
  const { byKind, byOrigin, ranksOf, bySource } = sums
  return {
    total: byKind.reduce((a, b) => a + b, 0),
    byKind,
    kindCount,
    byOrigin,
    ranksOf,
    bySource,
    addressesIn: isSingle ? [addresses] : [...sums.addressesIn],
    addresses,
  }
}

/** What stands of sums once some chunks are added. */
export interface Summed {
  readonly byKind: Float64Array
  readonly byOrigin: Uint32Array
  readonly ranksOf: Uint8Array
  /** a bit for each address of all buckets */
  readonly seenInAll: Uint32Array
  readonly addressesIn: Float64Array
  readonly bySource: Map<number, number>
}

function newSums(tallies: Tallies, selection: Selection, buckets: number): Sums {
  const { size, kinds } = selection
  const seen = new Uint32Array((size >>> 5) + 1)
  return {
    ...selection,
    bitOfKind: ranksOfKinds(tallies, kinds.length).map((rank) => 1 << rank),
    addressOf: tallies.origins.addressOf,
    byKind: new Float64Array(buckets * kinds.length),
    byOrigin: new Uint32Array(size),
    ranksOf: new Uint8Array(size),
    seen,
    seenInAll: new Uint32Array(seen.length),
    addressesIn: new Float64Array(buckets),
    bySource: new Map(),
  }
}

/** Origins may have come since: then what is known is shorter. */
function addSummed(sums: Sums, known: Summed): void {
  sums.byKind.set(known.byKind)
  sums.byOrigin.set(known.byOrigin)
  sums.ranksOf.set(known.ranksOf)
  sums.seenInAll.set(known.seenInAll)
  sums.addressesIn.set(known.addressesIn)
  for (const [source, count] of known.bySource) sums.bySource.set(source, count)
}

const copyOf = ({ byKind, byOrigin, ranksOf, seenInAll, addressesIn, bySource }: Summed): Summed => ({
  byKind: byKind.slice(),
  byOrigin: byOrigin.slice(),
  ranksOf: ranksOf.slice(),
  seenInAll: seenInAll.slice(),
  addressesIn: addressesIn.slice(),
  bySource: new Map(bySource),
})

const bytesOf = (summed: Summed): number =>
  [summed.byKind, summed.byOrigin, summed.ranksOf, summed.seenInAll].reduce(
    (sum, { byteLength }) => sum + byteLength,
    0,
  )

export function ranksOfKinds({ kinds }: Tallies, kindCount: number): Uint8Array {
  const ranks = new Uint8Array(kindCount)
  for (const { id, severity } of kinds.all()) ranks[id] = severity
  return ranks
}

interface Sums extends Selection, Summed {
  /** by kind: the bit of its severity rank */
  readonly bitOfKind: Uint8Array
  readonly addressOf: Uint32Array
  /** a bit for each address of the bucket at hand */
  readonly seen: Uint32Array
}

/** The inner loop, on its own so that it is compiled once and stays so. Answers how much it added. */
function addEntries(sums: Sums, entries: Uint32Array, row: number): number {
  let added = 0
  const { kinds, origins, bitOfKind, addressOf, byKind, byOrigin, ranksOf, seen } = sums
  for (let i = 0; i < entries.length; i += words) {
    const origin = entries[i] ?? 0
    const kind = kindOf(entries[i + 1] ?? 0)
    if (((kinds[kind] ?? 0) & (origins[origin] ?? 0)) === 0) continue
    const count = entries[i + 2] ?? 0
    added += count
    byKind[row + kind] = (byKind[row + kind] ?? 0) + count
    byOrigin[origin] = (byOrigin[origin] ?? 0) + count
    ranksOf[origin] = (ranksOf[origin] ?? 0) | (bitOfKind[kind] ?? 0)
    const address = addressOf[origin] ?? 0
    seen[address >>> 5] = (seen[address >>> 5] ?? 0) | (1 << (address & 31))
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
