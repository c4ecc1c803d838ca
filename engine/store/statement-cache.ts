import type { Statement } from 'better-sqlite3'
import type { Database } from './database.ts'
import type { SqlValue } from './filter-sql.ts'

/** Filters make some dozen different statements; should they ever make more, the cache begins anew. */
const keptAtMost = 200

/** Statements that read one kind of row, prepared once for each text and connection. */
export class StatementCache<Row> {
  readonly #byConnection = new WeakMap<Database, Map<string, Statement<SqlValue[], Row>>>()

  for(db: Database, sql: string): Statement<SqlValue[], Row> {
    const known = this.#byConnection.get(db) ?? new Map<string, Statement<SqlValue[], Row>>()
    this.#byConnection.set(db, known)
    const statement = known.get(sql) ?? db.prepare<SqlValue[], Row>(sql)
    if (known.size >= keptAtMost) known.clear()
    known.set(sql, statement)
    return statement
  }
}
