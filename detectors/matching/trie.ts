/** The literals of a scanner as a tree, on the way to its table. State 0 is the beginning. */
export class Trie {
  readonly #width: number
  /** state by that before it and class */
  readonly #edges = new Map<number, number>()
  readonly #parents = [0]
  readonly #classes = [0]
  readonly #depths = [0]

  /** @param width number of classes */
  constructor(width: number) {
    this.#width = width
  }

  /** Adds a literal of Latin-1 characters. Answers the state in which it ends. */
  add(literal: string, classes: Uint8Array): number {
    let state = 0
    for (let i = 0; i < literal.length; i++) {
      const code = classes[literal.charCodeAt(i)] ?? 0
      const edge = state * this.#width + code
      const known = this.#edges.get(edge)
      if (known === undefined) {
        const made = this.#parents.length
        this.#edges.set(edge, made)
        this.#parents.push(state)
        this.#classes.push(code)
        this.#depths.push(i + 1)
        state = made
      } else state = known
    }
    return state
  }

  /**
   * Makes an automaton of it: a missing edge goes where the longest proper suffix would go.
   * @returns transitions by state and class, and for each state that suffix, the nearest to the beginning first
   * @throws for more states than a transition can name
   */
  link(): { next: Uint16Array<ArrayBuffer>; links: [state: number, link: number][] } {
    const width = this.#width
    const count = this.#parents.length
    if (count > 0x7fff) throw new Error(`The signs of the signatures make ${count} states, more than fit.`)
    const next = new Uint16Array(count * width)
    const linkOf = new Uint16Array(count)
    const levels: number[][] = []
    for (let state = 1; state < count; state++) {
      const depth = this.#depths[state] ?? 0
      const level = levels[depth] ?? []
      levels[depth] = level
      level.push(state)
    }
    for (const level of levels) {
      if (!level) continue
      // Links lead to levels above, whose rows are whole but for their edges to this level.
      for (const state of level) {
        const parent = this.#parents[state] ?? 0
        const cell = (linkOf[parent] ?? 0) * width + (this.#classes[state] ?? 0)
        linkOf[state] = parent === 0 ? 0 : (next[cell] ?? 0)
      }
      for (const state of level)
        next[(this.#parents[state] ?? 0) * width + (this.#classes[state] ?? 0)] = state
      for (const state of level) {
        const link = (linkOf[state] ?? 0) * width
        next.copyWithin(state * width, link, link + width)
      }
    }
    return { next, links: levels.flat().map((state) => [state, linkOf[state] ?? 0]) }
  }
}
