/** Remembers answers for the texts asked last: user agents and referers repeat for most of a log. Bounded. */
export class Memory<T> {
  #young = new Map<string, T>()
  #old = new Map<string, T>()
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  get(text: string, make: () => T): T {
    const known = this.#young.get(text) ?? this.#old.get(text)
    if (known !== undefined) return known
    const made = make()
    if (this.#young.size >= this.#limit) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(text, made)
    return made
  }
}
