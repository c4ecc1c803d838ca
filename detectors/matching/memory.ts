import { standAlone } from '../stand-alone.ts'

/** Longer texts are not remembered: they rarely come again, and an attacker could fill the memory with them. */
const longestRemembered = 1024

/**
 * Remembers answers for the texts asked last: user agents, referers and paths repeat for most of a log, and so do the
 * payloads of a flood. By the exact text, never by a hash that an attacker could meet. Bounded in number and length.
 */
export class Memory<T> {
  #young = new Map<string, T>()
  #old = new Map<string, T>()
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  /** What was kept for the text, if it is remembered. */
  get(text: string): T | undefined {
    return this.#young.get(text) ?? this.#old.get(text)
  }

  /** Keeps and answers `made`, what the text was found to be. */
  keep(text: string, made: T): T {
    if (text.length > longestRemembered) return made
    if (this.#young.size >= this.#limit) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(standAlone(text), made)
    return made
  }
}
