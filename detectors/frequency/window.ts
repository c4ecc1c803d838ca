import type { EpochMs } from '../../contract/event.ts'
import { standAlone } from '../stand-alone.ts'

interface Entry {
  readonly key: string
  times: EpochMs[]
  /** when each was met last; made with the first one, because most windows count alone */
  members: Map<string, EpochMs> | undefined
  /** since the window was last empty */
  total: number
  /** what was told last, 0 since the window was last empty */
  told: number
}

export interface Counted {
  /** in the window now; at most `timesKept` */
  readonly count: number
  /** since the window was last empty: the whole of one burst, however long */
  readonly total: number
  /** members in the window now */
  readonly distinct: number
}

/** Times and members kept for one key; beyond it only the total goes on. */
const timesKept = 512

/** From so many times on, an array grows by itself. */
const grown = 8

/** Events between two looks for keys whose window is over: what lies there counts for nothing, but takes memory. */
const sweptEvery = 8_192
/** So long they are kept all the same: clocks of servers differ. */
const slackMs = 600_000

/** Times and members kept over all keys. */
const mostKept = 100_000

/**
 * Counts by key over a span of event time. Bounded: beyond `limit` keys, or `mostKept` times and members, the keys
 * touched longest ago leave first, because an attacker can bring endless addresses and paths.
 */
export class Windows {
  readonly #entries = new Map<string, Entry>()
  readonly #spanMs: number
  readonly #limit: number
  /**
   * Goes over the keys from the one touched longest ago. All before it are gone; an iterator made anew would pass over
   * the place of each. But one that is kept keeps every table that its map has outgrown, so it is not kept for long.
   */
  #byAge: MapIterator<string> | undefined
  #kept = 0
  #added = 0
  /** touched last: a burst of one key need not be put behind all others again and again */
  #newest: Entry | undefined

  constructor(spanMs: number, limit = 20_000) {
    this.#spanMs = spanMs
    this.#limit = limit
  }

  /** Adds one event, and the member that it brought, if members are counted. */
  add(key: string, time: EpochMs, member?: string): Counted {
    if (++this.#added % sweptEvery === 0) {
      this.#byAge = undefined
      this.#sweep(time - this.#spanMs - slackMs)
    }
    const entry = this.#touch(key)
    const before = sizeOf(entry)
    const oldest = time - this.#spanMs
    let drop = 0
    while (drop < entry.times.length && (entry.times[drop] ?? 0) < oldest) drop++
    if (drop > 0) entry.times.splice(0, drop)
    if (entry.times.length === 0) {
      entry.total = 0
      entry.told = 0
      entry.members = undefined
    }
    if (entry.times.length >= timesKept) entry.times.shift()
    // An array that grows by itself makes room for 17 at once; most keys have few.
    if (entry.times.length < grown) entry.times = [...entry.times, time]
    else entry.times.push(time)
    entry.total++
    if (member !== undefined) meet(entry, member, time, oldest)
    this.#kept += sizeOf(entry) - before
    while (this.#kept > mostKept && this.#entries.size > 1) this.#forgetOldest()
    return { count: entry.times.length, total: entry.total, distinct: entry.members?.size ?? 0 }
  }

  /** What lies in the window of a key at a time, without adding. */
  count(key: string, time: EpochMs): number {
    const times = this.#entries.get(key)?.times ?? []
    const first = times.findIndex((at) => time - at <= this.#spanMs)
    return first === -1 ? 0 : times.length - first
  }

  /**
   * Is it time to tell that `value` has been reached? The first time, then at each doubling of what was told: a flood of
   * a million says so twenty times, not a million. Begins anew once the window was empty.
   */
  isDue(key: string, value: number): boolean {
    const entry = this.#entries.get(key)
    if (!entry || value < 2 * entry.told) return false
    entry.told = value
    return true
  }

  clear(key: string): void {
    const entry = this.#entries.get(key)
    if (!entry) return
    this.#kept -= sizeOf(entry)
    this.#entries.delete(key)
  }

  get size(): number {
    return this.#entries.size
  }

  #touch(key: string): Entry {
    const known = this.#entries.get(key)
    if (known !== undefined && known === this.#newest) return known
    if (known) this.#entries.delete(key)
    else if (this.#entries.size >= this.#limit) this.#forgetOldest()
    const entry = known ?? { key: standAlone(key), times: [], members: undefined, total: 0, told: 0 }
    this.#entries.set(entry.key, entry)
    this.#newest = entry
    return entry
  }

  #sweep(before: EpochMs): void {
    for (const [key, { times }] of this.#entries) if ((times.at(-1) ?? 0) < before) this.clear(key)
  }

  #forgetOldest(): void {
    this.#byAge ??= this.#entries.keys()
    let oldest = this.#byAge.next()
    if (oldest.done) {
      this.#byAge = this.#entries.keys()
      oldest = this.#byAge.next()
    }
    if (!oldest.done) this.clear(oldest.value)
  }
}

/** Notes that a member was met, and forgets those met before `oldest`. */
function meet(entry: Entry, member: string, time: EpochMs, oldest: EpochMs): void {
  entry.members ??= new Map()
  const { members } = entry
  for (const [name, seen] of members) {
    if (seen >= oldest) break
    members.delete(name)
  }
  members.delete(member)
  if (members.size < timesKept) members.set(standAlone(member), time)
}

const sizeOf = ({ times, members }: Entry): number => times.length + (members?.size ?? 0)
