interface Entry<V> {
  readonly value: V
  readonly bytes: number
  usedIn: number
}

/** What an entry takes beside its value, about: empty ones count as well. */
const entryBytes = 200

/** Values kept in memory up to a number of bytes. What the pass at hand has used stays; what came before it may leave. */
export class Kept<K, V> {
  readonly #mostBytes: number
  readonly #entries = new Map<K, Entry<V>>()
  #bytes = 0
  #pass = 0

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  /** Bytes that fit in before anything must leave. */
  get room(): number {
    return this.#mostBytes - this.#bytes
  }

  /** Tells that a pass over many values begins: what none of it asks for may leave. */
  begin(): void {
    this.#pass++
  }

  get(key: K): V | undefined {
    const entry = this.#entries.get(key)
    if (entry) entry.usedIn = this.#pass
    return entry?.value
  }

  /** Keeps a value in the place of the one before, where there is room: a pass larger than it keeps what it has. */
  set(key: K, value: V, size: number): void {
    const bytes = size + entryBytes
    this.#delete(key)
    if (!this.#hasRoom(bytes)) return
    this.#entries.set(key, { value, bytes, usedIn: this.#pass })
    this.#bytes += bytes
  }

  #hasRoom(wanted: number): boolean {
    if (wanted > this.#mostBytes) return false
    if (this.#bytes + wanted <= this.#mostBytes) return true
    for (const [key, { usedIn }] of this.#entries) {
      if (usedIn === this.#pass) continue
      this.#delete(key)
      if (this.#bytes + wanted <= this.#mostBytes) return true
    }
    return false
  }

  #delete(key: K): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0
    this.#entries.delete(key)
  }
}
