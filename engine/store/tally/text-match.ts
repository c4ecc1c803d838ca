import type { Statement } from 'better-sqlite3'
import type { Database } from '../database.ts'
import { like } from '../filter-sql.ts'
import { kindOf, words } from './entries.ts'
import { phraseWords } from './pack.ts'

/** Rows of a dictionary that are looked at in one step: a few milliseconds. */
const stepRows = 10_000

/** One dictionary: which of its rows hold the text. Rows are only added, so looking goes on where it ended. */
class Dictionary {
  readonly #newest: Statement<[], { id: number }>
  readonly #find: Statement<(number | string)[], { id: number }>
  readonly #patterns: readonly string[]
  #seen = 0
  /** by id: 1 where the text stands in it */
  holds = new Uint8Array(1024)

  constructor(db: Database, table: string, columns: readonly string[], text: string) {
    const condition = columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR ')
    this.#patterns = columns.map(() => like(text))
    this.#newest = db.prepare(`SELECT coalesce(max(id), 0) AS id FROM ${table}`)
    this.#find = db.prepare(`SELECT id FROM ${table} WHERE id > ? AND id <= ? AND (${condition})`)
  }

  /** Looks at the next rows. Answers whether there are more. */
  step(): boolean {
    const newest = this.#newest.get()?.id ?? 0
    if (newest >= this.holds.length) {
      const grown = new Uint8Array(newest * 2)
      grown.set(this.holds)
      this.holds = grown
    }
    const end = Math.min(newest, this.#seen + stepRows)
    if (end > this.#seen) {
      for (const { id } of this.#find.all(this.#seen, end, ...this.#patterns)) this.holds[id] = 1
    }
    this.#seen = end
    return end < newest
  }
}

/** Which origins, kinds and phrases hold a text: the same that SQL's `textCondition` finds among the alerts. */
export class TextMatch {
  readonly #origins: Dictionary
  readonly #kinds: Dictionary
  readonly #phrases: Dictionary

  constructor(db: Database, text: string) {
    this.#origins = new Dictionary(db, 'origin', ['source_ip', 'country_code', 'city'], text)
    this.#kinds = new Dictionary(db, 'kind', ['type'], text)
    this.#phrases = new Dictionary(db, 'phrase', ['text'], text)
  }

  /** Looks at the next rows of the dictionaries. Answers whether there are more. */
  step(): boolean {
    return [this.#origins, this.#kinds, this.#phrases].map((part) => part.step()).includes(true)
  }

  /** Looks at all rows that were added. */
  refresh(): void {
    while (this.step());
  }

  holds(origin: number, kind: number, path: number, signature: number): boolean {
    const { holds: phrases } = this.#phrases
    return (
      phrases[path] === 1 ||
      phrases[signature] === 1 ||
      this.#origins.holds[origin] === 1 ||
      this.#kinds.holds[kind] === 1
    )
  }

  /** The entries that hold the text. @param phrases two words for each entry, from `at` on */
  entriesOf(entries: Uint32Array, phrases: Uint32Array, at: number): Uint32Array {
    const found = new Uint32Array(entries.length)
    let length = 0
    for (let i = 0, word = at; i < entries.length; i += words, word += phraseWords) {
      const origin = entries[i] ?? 0
      const kindWord = entries[i + 1] ?? 0
      if (!this.holds(origin, kindOf(kindWord), phrases[word] ?? 0, phrases[word + 1] ?? 0)) continue
      found[length] = origin
      found[length + 1] = kindWord
      found[length + 2] = entries[i + 2] ?? 0
      length += words
    }
    return found.slice(0, length)
  }
}
