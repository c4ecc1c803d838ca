import type { Actor } from '../../contract/actor.ts'
import type { AlertFilter } from '../../contract/filter.ts'
import { longestStep } from '../store/tally/blocks.ts'
import { chunksIn, type Range } from '../store/tally/chunks.ts'
import { kindOf, words } from '../store/tally/entries.ts'
import { selectionOf } from '../store/tally/selection.ts'
import type { Tallies } from '../store/tally/tallies.ts'

/** Signatures that an actor is known by: as many as bits in a word. */
const traitsAtMost = 31

/** Less than this in common says nothing. */
const likenessAtLeast = 0.34

/**
 * Addresses that set off the same signatures as an actor in a range. One pass over the tallies marks in a word for
 * each origin which of the actor's signatures it shares; a signature that few addresses set off weighs more.
 * @param actor the filter that is the actor, e.g. its address
 * @param signatures what the actor set off
 */
export function similarTo(
  tallies: Tallies,
  actor: AlertFilter,
  signatures: readonly string[],
  range: Range,
  most: number,
): Actor['similar'] {
  const traits = signatures.slice(0, traitsAtMost)
  if (traits.length === 0) return []
  const bits = new Uint32Array(0x1000)
  for (const { id, signature } of tallies.kinds.all()) {
    const at = traits.indexOf(signature)
    if (at !== -1) bits[id] = 1 << at
  }
  const size = tallies.origins.refresh()
  const shared = new Uint32Array(size)
  const counts = new Uint32Array(size)
  for (const { entries } of chunksIn(tallies, range, longestStep)) {
    mark(entries, bits, tallies.origins.addressOf, shared, counts)
  }
  const own = selectionOf(tallies, actor).origins
  const weights = weightsOf(shared, traits.length)
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const likeness = (mask: number) =>
    weights.reduce((sum, weight, at) => (mask & (1 << at) ? sum + weight : sum), 0) / all
  const alike: { address: number; likeness: number }[] = []
  shared.forEach((mask, address) => {
    if (mask === 0 || own[address] === 1) return
    const value = likeness(mask)
    if (value >= likenessAtLeast) alike.push({ address, likeness: value })
  })
  const named = tallies.db.prepare<[number], { ip: string; code: string | null }>(
    'SELECT source_ip AS ip, country_code AS code FROM origin WHERE id = ?',
  )
  return alike
    .sort((a, b) => b.likeness - a.likeness || (counts[b.address] ?? 0) - (counts[a.address] ?? 0))
    .slice(0, most)
    .map(({ address, likeness: value }) => {
      const { ip = '', code = null } = named.get(address) ?? {}
      const mask = shared[address] ?? 0
      return {
        ip,
        ...(code !== null && { country: code }),
        count: counts[address] ?? 0,
        shared: traits.filter((_, at) => mask & (1 << at)),
        likeness: value,
      }
    })
}

/** The inner loop, on its own so that it is compiled once and stays so. */
function mark(
  entries: Uint32Array,
  bits: Uint32Array,
  addressOf: Uint32Array,
  shared: Uint32Array,
  counts: Uint32Array,
): void {
  for (let i = 0; i < entries.length; i += words) {
    const bit = bits[kindOf(entries[i + 1] ?? 0)] ?? 0
    if (bit === 0) continue
    const address = addressOf[entries[i] ?? 0] ?? 0
    shared[address] = (shared[address] ?? 0) | bit
    counts[address] = (counts[address] ?? 0) + (entries[i + 2] ?? 0)
  }
}

/** By trait: how much it tells, from the number of addresses that have it. */
function weightsOf(shared: Uint32Array, traits: number): number[] {
  const having = new Array<number>(traits).fill(0)
  let addresses = 0
  for (const mask of shared) {
    if (mask === 0) continue
    addresses++
    for (let at = 0; at < traits; at++) if (mask & (1 << at)) having[at] = (having[at] ?? 0) + 1
  }
  return having.map((count) => Math.log(1 + (addresses + 1) / (count + 1)))
}
