import type { Statement } from 'better-sqlite3'
import { AlertType } from '../../../contract/attack-type.ts'
import type { Database } from '../database.ts'
import { mostKinds } from './entries.ts'

export interface Kind {
  readonly id: number
  readonly type: AlertType
  /** rank, see severity-rank.ts */
  readonly severity: number
}

/** The kinds of alerts there have been: type and severity, numbered from 1 as they came. */
export class Kinds {
  readonly #db: Database
  readonly #find: Statement<[string, number], { id: number }>
  readonly #after: Statement<[number], { id: number; type: string; severity: number }>
  readonly #byType = new Map<string, Map<number, number>>()
  readonly #all: Kind[] = []

  constructor(db: Database) {
    this.#db = db
    this.#after = db.prepare('SELECT id, type, severity FROM kind WHERE id > ? ORDER BY id')
    this.#find = db.prepare('SELECT id FROM kind WHERE type = ? AND severity = ?')
  }

  /** All there are now, those included that another connection added. */
  all(): readonly Kind[] {
    const rows = this.#after.all(this.#all.at(-1)?.id ?? 0)
    for (const row of rows) {
      const ids = this.#byType.get(row.type) ?? new Map<number, number>()
      this.#byType.set(row.type, ids.set(row.severity, row.id))
      this.#all.push({ ...row, type: AlertType.parse(row.type) })
    }
    return this.#all
  }

  /** The number of a kind, which is made where it is new; within a transaction that may yet fail. */
  idOf(type: string, severity: number): number {
    const known = this.#byType.get(type)?.get(severity)
    if (known !== undefined) return known
    // Not kept in memory until it is read back: the transaction that adds it may fail.
    return this.#find.get(type, severity)?.id ?? this.#add(type, severity)
  }

  #add(type: string, severity: number): number {
    const { lastInsertRowid } = this.#db
      .prepare('INSERT INTO kind (type, severity) VALUES (?, ?)')
      .run(type, severity)
    const id = Number(lastInsertRowid)
    if (id >= mostKinds) throw new Error(`The database has room for ${mostKinds} kinds of alerts.`)
    return id
  }
}
