import type { Statement } from 'better-sqlite3'
import type { Database } from '../database.ts'
import type { Sql, SqlValue } from '../filter-sql.ts'

/** Rows of a dictionary that are looked at in one step: a few milliseconds. */
const stepRows = 10_000

/** One dictionary: which of its rows a condition holds for. Rows are only added, so looking goes on where it ended. */
export class Dictionary {
  readonly #newest: Statement<[], { id: number }>
  readonly #find: Statement<SqlValue[], { id: number }>
  readonly #params: readonly SqlValue[]
  #seen = 0
  /** by id: 1 where the condition holds */
  holds = new Uint8Array(1024)

  constructor(db: Database, table: 'origin' | 'kind' | 'phrase' | 'answer', condition: Sql) {
    this.#params = condition.params
    this.#newest = db.prepare(`SELECT coalesce(max(id), 0) AS id FROM ${table}`)
    this.#find = db.prepare(`SELECT id FROM ${table} WHERE id > ? AND id <= ? AND (${condition.text})`)
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
      for (const { id } of this.#find.all(this.#seen, end, ...this.#params)) this.holds[id] = 1
    }
    this.#seen = end
    return end < newest
  }
}
