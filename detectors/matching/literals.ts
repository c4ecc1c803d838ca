const blank = 32

/** Letters without case, and every blank but a line end as a space. */
export function foldCase(code: number): number {
  if (code >= 65 && code <= 90) return code + 32
  if (code === 9 || code === 10 || code === 11 || code === 12 || code === 13 || code === 160) return blank
  return code
}

/**
 * Finds which of many literal texts occur, in one pass (Aho–Corasick over a table). Characters are put in classes, and
 * all that no literal holds share one, so the table stays small enough for the processor's cache. A literal that is one
 * control character (a line end, NUL) is found by a table of its own, so that a line end can also stand as a blank.
 */
export class LiteralScanner {
  readonly #classes = new Uint8Array(256)
  readonly #width: number
  readonly #words: number
  /** transitions, each the start of a state's row; below zero where literals end in that state */
  #next: Int32Array
  /** for each state the owners of the literals that end there, as bits; undefined where none */
  readonly #found: (Uint32Array | undefined)[] = []
  readonly #controls: (Uint32Array | undefined)[] = []

  /**
   * `owners[i]` are the literals of owner i; the answer of a scan is a set of owners.
   * @param foldCode characters that are not told apart get one code; by default letters without case, one blank
   */
  constructor(owners: readonly (readonly string[])[], foldCode: (code: number) => number = foldCase) {
    this.#words = Math.max(1, Math.ceil(owners.length / 32))
    let classes = 1
    for (const literal of owners.flat()) {
      if (isControl(literal)) continue
      for (const char of literal) {
        const code = foldCode(char.charCodeAt(0))
        if (code > 255) throw new Error(`A sign may hold only Latin-1 characters: ${literal}`)
        if (this.#classes[code] === 0) this.#classes[code] = classes++
      }
    }
    for (let code = 0; code < 256; code++) this.#classes[code] = this.#classes[foldCode(code)] ?? 0
    this.#width = classes
    const most = owners.flat().reduce((sum, literal) => sum + literal.length, 1)
    this.#next = new Int32Array(most * classes)
    const states = this.#build(owners, foldCode)
    this.#link(states)
    this.#next = this.#next
      .slice(0, states * classes)
      .map((state) => (this.#found[state] ? -state * classes : state * classes))
  }

  #build(owners: readonly (readonly string[])[], foldCode: (code: number) => number): number {
    let states = 1
    owners.forEach((literals, owner) => {
      for (const literal of literals) {
        if (isControl(literal)) {
          this.#controls[literal.charCodeAt(0)] = this.#with(this.#controls[literal.charCodeAt(0)], owner)
          continue
        }
        let state = 0
        for (let i = 0; i < literal.length; i++) {
          const cell = state * this.#width + (this.#classes[foldCode(literal.charCodeAt(i))] ?? 0)
          if (this.#next[cell] === 0) this.#next[cell] = states++
          state = this.#next[cell] ?? 0
        }
        this.#found[state] = this.#with(this.#found[state], owner)
      }
    })
    return states
  }

  #with(set: Uint32Array | undefined, owner: number): Uint32Array {
    const bits = set ?? this.emptySet()
    bits[owner >> 5] = (bits[owner >> 5] ?? 0) | (1 << (owner & 31))
    return bits
  }

  /** Turns the trie into an automaton: a missing edge goes where the longest proper suffix would go. */
  #link(states: number): void {
    const fail = new Int32Array(states)
    const queue: number[] = []
    for (let c = 0; c < this.#width; c++) {
      const state = this.#next[c] ?? 0
      if (state !== 0) queue.push(state)
    }
    for (const state of queue) {
      const link = fail[state] ?? 0
      const inherited = this.#found[link]
      if (inherited) {
        const own = this.#found[state] ?? this.emptySet()
        for (let w = 0; w < this.#words; w++) own[w] = (own[w] ?? 0) | (inherited[w] ?? 0)
        this.#found[state] = own
      }
      for (let c = 0; c < this.#width; c++) {
        const cell = state * this.#width + c
        const target = this.#next[cell] ?? 0
        const fallback = this.#next[link * this.#width + c] ?? 0
        if (target === 0) this.#next[cell] = fallback
        else {
          fail[target] = fallback
          queue.push(target)
        }
      }
    }
  }

  /** Adds to `out` the owners whose literals the text holds. */
  scan(text: string, out: Uint32Array): void {
    const next = this.#next
    const classes = this.#classes
    let row = 0
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      row = next[row + (code < 256 ? (classes[code] ?? 0) : 0)] ?? 0
      if (row < 0) {
        row = -row
        const found = this.#found[row / this.#width]
        if (found) add(found, out)
      }
      if (code < 32) {
        const control = this.#controls[code]
        if (control) add(control, out)
      }
    }
  }

  /**
   * Whether the text may hold any literal: never false where one is there, but true for every text with a control
   * character or one outside Latin-1.
   */
  mayHoldAny(text: string): boolean {
    const next = this.#next
    const classes = this.#classes
    let row = 0
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code < 32 || code > 255) return true
      row = next[row + (classes[code] ?? 0)] ?? 0
      if (row < 0) return true
    }
    return false
  }

  emptySet(): Uint32Array {
    return new Uint32Array(this.#words)
  }

  setOf(owners: readonly number[]): Uint32Array {
    return owners.reduce((set, owner) => this.#with(set, owner), this.emptySet())
  }
}

const isControl = (literal: string): boolean => literal.length === 1 && literal < ' '

function add(found: Uint32Array, out: Uint32Array): void {
  for (let w = 0; w < found.length; w++) out[w] = (out[w] ?? 0) | (found[w] ?? 0)
}
