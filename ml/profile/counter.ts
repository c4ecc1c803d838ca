const share = 0.7

/**
 * Counts 32-bit keys in bounded memory. When its table is full, every count is lowered by the smallest step that makes
 * room (lossy counting): keys seen often keep their counts but for what was lowered, keys seen once or twice go.
 */
export class KeyCounter {
  #keys: Int32Array
  #counts: Uint32Array
  #size = 0
  readonly #mask: number

  /** @param bits of the number of places: 20 take 8 MB */
  constructor(bits: number) {
    this.#mask = 2 ** bits - 1
    this.#keys = new Int32Array(2 ** bits)
    this.#counts = new Uint32Array(2 ** bits)
  }

  add(key: number, count = 1): void {
    const mask = this.#mask
    let at = (key ^ (key >>> 15)) & mask
    for (;;) {
      const now = this.#counts[at] ?? 0
      if (now === 0) break
      if (this.#keys[at] === key) {
        this.#counts[at] = now + count
        return
      }
      at = (at + 1) & mask
    }
    this.#keys[at] = key
    this.#counts[at] = count
    if (++this.#size > share * mask) this.#makeRoom()
  }

  /** The most frequent keys, at most `most` of them, of those seen twice or more. */
  top(most: number): { readonly key: number; readonly count: number }[] {
    const places: number[] = []
    for (let at = 0; at < this.#counts.length; at++) if ((this.#counts[at] ?? 0) > 1) places.push(at)
    places.sort(
      (a, b) =>
        (this.#counts[b] ?? 0) - (this.#counts[a] ?? 0) || (this.#keys[a] ?? 0) - (this.#keys[b] ?? 0),
    )
    return places.slice(0, most).map((at) => ({ key: this.#keys[at] ?? 0, count: this.#counts[at] ?? 0 }))
  }

  #makeRoom(): void {
    const [keys, counts] = [this.#keys, this.#counts]
    let less = 1
    while (counts.reduce((left, count) => left + (count > less ? 1 : 0), 0) > (share / 2) * this.#mask)
      less *= 2
    this.#keys = new Int32Array(keys.length)
    this.#counts = new Uint32Array(counts.length)
    this.#size = 0
    for (let at = 0; at < counts.length; at++) {
      const count = counts[at] ?? 0
      if (count > less) this.add(keys[at] ?? 0, count - less)
    }
  }
}
