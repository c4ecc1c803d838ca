import type { EpochMs } from '../../contract/event.ts'
import { standAlone } from '../stand-alone.ts'

interface Entry {
  readonly key: string
  /** the keys touched just before and just after it */
  older: Entry | undefined
  newer: Entry | undefined
  times: EpochMs[]
  /** the only member so far, met last with the latest event: of most keys there is one, or none */
  lone: string | undefined
  /** when each was met last; made with the second one */
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

/**
 * Events between two looks for keys whose window is over, at least, and half as many as there are keys: what lies there
 * counts for nothing, but takes memory.
 */
const sweptEvery = 1_024
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
  /** The keys are a chain from the one touched longest ago to the one touched last: touching moves no map's entries. */
  #oldest: Entry | undefined
  #newest: Entry | undefined
  #kept = 0
  /** events since the last look for keys that are over */
  #unswept = 0

  constructor(spanMs: number, limit = 10_000) {
    this.#spanMs = spanMs
    this.#limit = limit
  }

  /** Adds one event, and the member that it brought: each event of a key brings one, or none does. */
  add(key: string, time: EpochMs, member?: string): Counted {
    if (++this.#unswept >= Math.max(sweptEvery, this.#entries.size / 2))
      this.#sweep(time - this.#spanMs - slackMs)
    const entry = this.#touch(key)
    const before = sizeOf(entry)
    const oldest = time - this.#spanMs
    let drop = 0
    while (drop < entry.times.length && (entry.times[drop] ?? 0) < oldest) drop++
    if (drop > 0) entry.times.splice(0, drop)
    if (entry.times.length === 0) {
      entry.total = 0
      entry.told = 0
      entry.lone = undefined
      entry.members = undefined
    }
    if (member !== undefined) meet(entry, member, time, oldest)
    if (entry.times.length >= timesKept) entry.times.shift()
    // An array that grows by itself makes room for 17 at once; most keys have few.
    if (entry.times.length < grown) entry.times = [...entry.times, time]
    else entry.times.push(time)
    entry.total++
    this.#kept += sizeOf(entry) - before
    while (this.#kept > mostKept && this.#oldest && this.#oldest !== entry) this.#forget(this.#oldest)
    return { count: entry.times.length, total: entry.total, distinct: distinctOf(entry) }
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
    if (entry) this.#forget(entry)
  }

  get size(): number {
    return this.#entries.size
  }

  #touch(key: string): Entry {
    const known = this.#entries.get(key)
    if (known !== undefined && known === this.#newest) return known
    if (known) this.#unlink(known)
    else if (this.#oldest && this.#entries.size >= this.#limit) this.#forget(this.#oldest)
    const entry = known ?? this.#newEntry(key)
    entry.older = this.#newest
    if (this.#newest) this.#newest.newer = entry
    else this.#oldest = entry
    this.#newest = entry
    return entry
  }

  #newEntry(text: string): Entry {
    const key = standAlone(text)
    const entry: Entry = {
      key,
      older: undefined,
      newer: undefined,
      times: [],
      lone: undefined,
      members: undefined,
      total: 0,
      told: 0,
    }
    this.#entries.set(key, entry)
    return entry
  }

  #unlink(entry: Entry): void {
    const { older, newer } = entry
    if (older) older.newer = newer
    else this.#oldest = newer
    if (newer) newer.older = older
    else this.#newest = older
    entry.older = undefined
    entry.newer = undefined
  }

  /** Each key is looked at: one that is ahead of its time must not hold those behind it. */
  #sweep(before: EpochMs): void {
    this.#unswept = 0
    for (let entry = this.#oldest; entry; ) {
      const { newer, times } = entry
      if ((times.at(-1) ?? 0) < before) this.#forget(entry)
      entry = newer
    }
  }

  #forget(entry: Entry): void {
    this.#kept -= sizeOf(entry)
    this.#unlink(entry)
    this.#entries.delete(entry.key)
  }
}

/** Notes that a member was met, before its event is among the times, and forgets those met before `oldest`. */
function meet(entry: Entry, member: string, time: EpochMs, oldest: EpochMs): void {
  if (!entry.members) {
    const { lone, times } = entry
    if (lone === undefined) entry.lone = standAlone(member)
    if (lone === undefined || lone === member) return
    entry.members = new Map([[lone, times.at(-1) ?? time]])
    entry.lone = undefined
  }
  const { members } = entry
  for (const [name, seen] of members) {
    if (seen >= oldest) break
    members.delete(name)
  }
  members.delete(member)
  if (members.size < timesKept) members.set(standAlone(member), time)
}

const distinctOf = ({ lone, members }: Entry): number => members?.size ?? (lone === undefined ? 0 : 1)
const sizeOf = (entry: Entry): number => entry.times.length + distinctOf(entry)
