import { Trie } from './trie.ts'

const blank = 32

/** Letters without case, and every blank but a line end as a space. */
export function foldCase(code: number): number {
  if (code >= 65 && code <= 90) return code + 32
  if (code === 9 || code === 10 || code === 11 || code === 12 || code === 13 || code === 160) return blank
  return code
}

/** Set in a transition where literals end in the state it leads to. */
const isEnd = 0x8000
const stateMask = isEnd - 1

/**
 * Finds which of many literal texts occur, in one pass (Aho–Corasick over a table). Characters are put in classes, and
 * all that no literal holds share one, and a transition takes two bytes, so the table stays small enough for the
 * processor's cache. A literal that is one control character (a line end, NUL) is found by a table of its own, so that a
 * line end can also stand as a blank.
 */
export class LiteralScanner {
  readonly #classes: Uint8Array
  readonly #width: number
  readonly #words: number
  /** transitions by state and class */
  readonly #next: Uint16Array
  /** for each state the owners of the literals that end there, as bits; undefined where none */
  readonly #found: (Uint32Array | undefined)[] = []
  readonly #controls: (Uint32Array | undefined)[] = []

  /**
   * `owners[i]` are the literals of owner i; the answer of a scan is a set of owners.
   * @param foldCode characters that are not told apart get one code; by default letters without case, one blank
   */
  constructor(owners: readonly (readonly string[])[], foldCode: (code: number) => number = foldCase) {
    this.#words = Math.max(1, Math.ceil(owners.length / 32))
    const { classes, width } = classesOf(owners, foldCode)
    this.#classes = classes
    this.#width = width
    const trie = new Trie(width)
    owners.forEach((literals, owner) => {
      for (const literal of literals) {
        const [list, at] = isControl(literal)
          ? [this.#controls, literal.charCodeAt(0)]
          : [this.#found, trie.add(literal, classes)]
        list[at] = this.#with(list[at], owner)
      }
    })
    const { next, links } = trie.link()
    // Where a literal ends, those that are its suffixes end too; a link leads to a state nearer to the beginning.
    for (const [state, link] of links) {
      const inherited = this.#found[link]
      if (inherited) this.#found[state] = union(this.#found[state] ?? this.emptySet(), inherited)
    }
    for (let cell = 0; cell < next.length; cell++) {
      const state = next[cell] ?? 0
      if (this.#found[state]) next[cell] = state | isEnd
    }
    this.#next = next
  }

  #with(set: Uint32Array | undefined, owner: number): Uint32Array {
    const bits = set ?? this.emptySet()
    bits[owner >> 5] = (bits[owner >> 5] ?? 0) | (1 << (owner & 31))
    return bits
  }

  /** Adds to `out` the owners whose literals the text holds. */
  scan(text: string, out: Uint32Array): void {
    const next = this.#next
    const classes = this.#classes
    const width = this.#width
    let row = 0
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      const step = next[row + (code < 256 ? (classes[code] ?? 0) : 0)] ?? 0
      row = Math.imul(step & stateMask, width)
      if (step >= isEnd) {
        const found = this.#found[step & stateMask]
        if (found) union(out, found)
      }
      if (code < 32) {
        const control = this.#controls[code]
        if (control) union(out, control)
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
    const width = this.#width
    let row = 0
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code < 32 || code > 255) return true
      const step = next[row + (classes[code] ?? 0)] ?? 0
      if (step >= isEnd) return true
      row = Math.imul(step, width)
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

function union(into: Uint32Array, more: Uint32Array): Uint32Array {
  for (let w = 0; w < more.length; w++) into[w] = (into[w] ?? 0) | (more[w] ?? 0)
  return into
}

/** Puts characters in classes: each that literals hold has one of its own, all others are class 0. */
function classesOf(
  owners: readonly (readonly string[])[],
  foldCode: (code: number) => number,
): { classes: Uint8Array; width: number } {
  const classes = new Uint8Array(256)
  let width = 1
  for (const literal of owners.flat()) {
    if (isControl(literal)) continue
    for (let i = 0; i < literal.length; i++) {
      const code = foldCode(literal.charCodeAt(i))
      if (code > 255) throw new Error(`A sign may hold only Latin-1 characters: ${literal}`)
      if (classes[code] === 0) classes[code] = width++
    }
  }
  for (let code = 0; code < 256; code++) classes[code] = classes[foldCode(code)] ?? 0
  return { classes, width }
}
