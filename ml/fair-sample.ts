interface Stratum {
  /** a heap, highest priority first */
  readonly slots: number[]
  /** only rows below it come in: as many as this stratum had room for were drawn by it */
  limit: number
}

/**
 * Which of many rows to keep: at most `size`, shared out evenly among strata, and within a stratum each row as likely
 * as any other. Every row draws a number; a stratum keeps its lowest ones, and the largest gives up its highest when
 * another needs room.
 */
export class FairSample {
  readonly #size: number
  readonly #random: () => number
  readonly #strata = new Map<string, Stratum>()
  readonly #drawn: Float64Array
  #kept = 0

  constructor(size: number, random: () => number) {
    this.#size = size
    this.#random = random
    this.#drawn = new Float64Array(size)
  }

  get kept(): number {
    return this.#kept
  }

  /** Rows kept, by stratum. */
  strata(): Map<string, number> {
    return new Map([...this.#strata].map(([name, { slots }]) => [name, slots.length]))
  }

  /** The place for the next row of a stratum, below `size`; undefined where it is not kept. */
  place(name: string): number | undefined {
    const stratum = this.#strata.get(name) ?? { slots: [], limit: 1 }
    this.#strata.set(name, stratum)
    const drawn = this.#random()
    if (drawn >= stratum.limit) return undefined
    if (this.#kept < this.#size) return this.#push(stratum, this.#kept++, drawn)
    const largest = this.#largest()
    if (largest.slots.length === stratum.slots.length || largest === stratum)
      return this.#swap(stratum, drawn)
    return this.#push(stratum, this.#pop(largest), drawn)
  }

  /** Takes the place of the row with the highest number, if its own is lower. */
  #swap(stratum: Stratum, drawn: number): number | undefined {
    const highest = this.#drawn[stratum.slots[0] ?? 0] ?? 0
    if (stratum.slots.length === 0 || drawn >= highest) {
      stratum.limit = Math.min(stratum.limit, drawn)
      return undefined
    }
    return this.#push(stratum, this.#pop(stratum), drawn)
  }

  #largest(): Stratum {
    let largest: Stratum = { slots: [], limit: 1 }
    for (const stratum of this.#strata.values())
      if (stratum.slots.length > largest.slots.length) largest = stratum
    return largest
  }

  #push({ slots }: Stratum, slot: number, drawn: number): number {
    this.#drawn[slot] = drawn
    let at = slots.push(slot) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (this.#of(slots, above) >= drawn) break
      slots[at] = slots[above] ?? 0
      at = above
    }
    slots[at] = slot
    return slot
  }

  #pop(stratum: Stratum): number {
    const { slots } = stratum
    const [top = 0] = slots
    stratum.limit = this.#drawn[top] ?? 0
    const moved = slots.pop() ?? 0
    if (slots.length === 0) return top
    const drawn = this.#drawn[moved] ?? 0
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= slots.length) break
      if (below + 1 < slots.length && this.#of(slots, below + 1) > this.#of(slots, below)) below++
      if (this.#of(slots, below) <= drawn) break
      slots[at] = slots[below] ?? 0
      at = below
    }
    slots[at] = moved
    return top
  }

  #of(slots: readonly number[], at: number): number {
    return this.#drawn[slots[at] ?? 0] ?? 0
  }
}
