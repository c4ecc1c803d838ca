/**
 * A sample of about so many requests, by the place of their tokens: every token, then every second, every fourth … as
 * more come. What is passed over need not even be opened.
 */
export class Sample<T extends { readonly token: number }> {
  readonly #most: number
  #stride = 1
  #kept: T[] = []

  constructor(most: number) {
    this.#most = most
  }

  /** Each kept request stands for so many. */
  get stride(): number {
    return this.#stride
  }

  get kept(): readonly T[] {
    return this.#kept
  }

  /** Whether the requests of a token are kept, for all that is known now. */
  readonly isWanted = (token: number): boolean => token % this.#stride === 0

  add(item: T): void {
    if (!this.isWanted(item.token)) return
    this.#kept.push(item)
    if (this.#kept.length <= this.#most) return
    const fewer = this.#kept.filter(({ token }) => token % (2 * this.#stride) === 0)
    // The first token alone fills it: no thinning makes room for the rest of that.
    if (fewer.length > this.#most) {
      this.#kept.pop()
      return
    }
    this.#stride *= 2
    this.#kept = fewer
  }
}

/** The items with the highest scores, at most so many. */
export class Highest<T extends { readonly score: number }> {
  readonly #most: number
  #items: T[] = []
  #least = Number.NEGATIVE_INFINITY

  constructor(most: number) {
    this.#most = most
  }

  /** Whether an item of this score has a chance: asked before it is made. */
  takes(score: number): boolean {
    return score > this.#least || this.#items.length < this.#most
  }

  add(item: T): void {
    this.#items.push(item)
    if (this.#items.length >= 2 * this.#most) this.#cut()
  }

  /** The highest first. */
  sorted(): readonly T[] {
    this.#cut()
    return this.#items
  }

  #cut(): void {
    this.#items = this.#items.toSorted((a, b) => b.score - a.score).slice(0, this.#most)
    if (this.#items.length === this.#most) this.#least = this.#items.at(-1)?.score ?? this.#least
  }
}
