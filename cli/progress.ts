const barWidth = 30
const redrawMs = 100
const plainMs = 5_000

/** Tells on stderr how far a reading is: a bar on a terminal, else a plain line every few seconds. */
export class Progress {
  readonly #total: number | undefined
  readonly #isBar: boolean = process.stderr.isTTY
  #bytes = 0
  #lines = 0
  #told = Date.now()

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
    if (now - this.#told < (this.#isBar ? redrawMs : plainMs)) return
    this.#told = now
    process.stderr.write(this.#isBar ? `\r\x1b[K${this.#bar()}` : `${this.#sentence()}\n`)
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
    return `${percent}${this.#lines.toLocaleString('en')} lines`
  }
}
