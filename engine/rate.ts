/** Events a second over the last few seconds, from counts told as they happen. */
export class Rate {
  readonly #windowMs: number
  readonly #marks: { at: number; count: number }[] = []

  constructor(windowMs = 5_000) {
    this.#windowMs = windowMs
  }

  add(count: number, now = Date.now()): void {
    this.#forget(now)
    this.#marks.push({ at: now, count })
  }

  perSecond(now = Date.now()): number {
    this.#forget(now)
    const sum = this.#marks.reduce((total, mark) => total + mark.count, 0)
    return Math.round((sum / this.#windowMs) * 10_000) / 10
  }

  #forget(now: number): void {
    // A clock set back would keep marks of a later time for as long as it was set back.
    while ((this.#marks.at(-1)?.at ?? now) > now) this.#marks.pop()
    while (this.#marks[0] && this.#marks[0].at < now - this.#windowMs) this.#marks.shift()
  }
}
