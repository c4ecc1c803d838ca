import type { GroupChange, GroupedLine } from '../store/anomaly/changes.ts'
import { examplesKept, type GroupStore } from '../store/anomaly/group-store.ts'
import { dayMs, floorTo } from '../store/time-steps.ts'

interface Group {
  readonly day: number
  opening?: { readonly key: string }
  count: number
  lastTime: number
  examples: GroupedLine[]
}

/** The lines of one turn that are beyond the budget, by day of arrival. */
export class Groups {
  readonly #store: GroupStore
  readonly #groups = new Map<number, Group>()

  constructor(store: GroupStore) {
    this.#store = store
  }

  /** Whether the day of an arrival has a group, stored or of this turn. */
  has(arrival: number): boolean {
    const day = floorTo(arrival, dayMs)
    return this.#groups.has(day) || this.#store.has(day)
  }

  /** @param key of the alert that the group begins with, see `coalesce.ts` */
  open(arrival: number, key: string): void {
    this.#of(arrival).opening = { key }
  }

  join(arrival: number, line: GroupedLine): void {
    const group = this.#of(arrival)
    group.count++
    group.lastTime = Math.max(group.lastTime, line.time)
    group.examples.push(line)
    // Sorting is stable: of equal scores the first stay.
    if (group.examples.length >= 4 * examplesKept) group.examples = highest(group.examples)
  }

  changes(): GroupChange[] {
    return [...this.#groups.values()].map((group) => ({ ...group, examples: highest(group.examples) }))
  }

  #of(arrival: number): Group {
    const day = floorTo(arrival, dayMs)
    const group = this.#groups.get(day) ?? { day, count: 0, lastTime: 0, examples: [] }
    this.#groups.set(day, group)
    return group
  }
}

const highest = (lines: readonly GroupedLine[]): GroupedLine[] =>
  lines.toSorted((a, b) => b.score - a.score).slice(0, examplesKept)
