import type { EpochMs } from '../../contract/event.ts'

interface Entry {
  times: EpochMs[]
  members: Map<string, EpochMs>
  /** since the window last emptied */
  counted: number
}

/** Times kept for one key; beyond it only the count goes on. */
const timesKept = 2048

/**
 * Counts by key over a span of event time. Bounded: keys beyond `limit` leave oldest-touched first, because an
 * attacker can bring endless addresses.
 */
export class Windows {
  readonly #entries = new Map<string, Entry>()
  readonly #spanMs: number
  readonly #limit: number

  constructor(spanMs: number, limit = 20_000) {
    this.#spanMs = spanMs
    this.#limit = limit
  }

  /** Adds one event; answers how many and of how many distinct members lie in the window now, and if this one is new. */
  add(key: string, time: EpochMs, member = ''): { count: number; distinct: number; isNew: boolean } {
    const entry = this.#touch(key)
    const oldest = time - this.#spanMs
    let drop = 0
    while (drop < entry.times.length && (entry.times[drop] ?? 0) < oldest) drop++
    if (drop > 0) entry.times.splice(0, drop)
    if (entry.times.length === 0) {
      entry.counted = 0
      entry.members.clear()
    }
    for (const [name, seen] of entry.members) {
      if (seen >= oldest) break
      entry.members.delete(name)
    }
    if (entry.times.length >= timesKept) entry.times.shift()
    entry.times.push(time)
    entry.counted++
    const isNew = !entry.members.delete(member)
    if (entry.members.size < timesKept) entry.members.set(member, time)
    return { count: entry.counted, distinct: entry.members.size, isNew }
  }

  /** What lies in the window of a key at a time, without adding. */
  count(key: string, time: EpochMs): number {
    const entry = this.#entries.get(key)
    const last = entry?.times.at(-1)
    return entry && last !== undefined && time - last <= this.#spanMs ? entry.counted : 0
  }

  clear(key: string): void {
    this.#entries.delete(key)
  }

  get size(): number {
    return this.#entries.size
  }

  #touch(key: string): Entry {
    const known = this.#entries.get(key)
    if (known) {
      this.#entries.delete(key)
      this.#entries.set(key, known)
      return known
    }
    if (this.#entries.size >= this.#limit) {
      const oldest = this.#entries.keys().next()
      if (!oldest.done) this.#entries.delete(oldest.value)
    }
    const entry: Entry = { times: [], members: new Map(), counted: 0 }
    this.#entries.set(key, entry)
    return entry
  }
}
