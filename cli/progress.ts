const barWidth = 30
const redrawMs = 100

/** `45 s`, `3 min`, `2 h 5 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** Tells on stderr how far a reading is, how fast, and how long it will take: a bar, on a terminal alone. */
export class Progress {
  readonly #total: number | undefined
  readonly #isBar: boolean = process.stderr.isTTY
  #bytes = 0
  #lines = 0
  readonly #begun = Date.now()
  #told = this.#begun

  /** @param total bytes to be read, where known */
  constructor(total: number | undefined) {
    this.#total = total
  }

  addBytes(bytes: number): void {
    this.#bytes += bytes
  }

  addLines(lines: number): void {
    this.#lines += lines
    const now = Date.now()
    if (!this.#isBar || now - this.#told < redrawMs) return
    this.#told = now
    process.stderr.write(`\r\x1b[K${this.#bar()}`)
  }

  /** Takes the bar away, so that other text can stand in its place. */
  clear(): void {
    if (this.#isBar) process.stderr.write('\r\x1b[K')
  }

  #share(): number | undefined {
    return this.#total ? Math.min(1, this.#bytes / this.#total) : undefined
  }

  #bar(): string {
    const share = this.#share()
    if (share === undefined) return this.#sentence()
    const filled = Math.round(share * barWidth)
    return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${this.#sentence()}`
  }

  #sentence(): string {
    const share = this.#share()
    const percent = share === undefined ? '' : `${Math.floor(share * 100)} %, `
    const elapsed = (Date.now() - this.#begun) / 1000
    const rate = elapsed > 0 ? `, ${Math.round(this.#lines / elapsed).toLocaleString('en')} a second` : ''
    const left = share ? `, ${duration((elapsed * (1 - share)) / share)} left` : ''
    return `${percent}${this.#lines.toLocaleString('en')} lines${rate}${left}`
  }
}
