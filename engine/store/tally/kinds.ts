import type { Statement } from 'better-sqlite3'
import { AlertType } from '../../../contract/attack-type.ts'
import type { Database } from '../database.ts'
import { mostKinds } from './entries.ts'

export interface Kind {
  readonly id: number
  readonly type: AlertType
  /** rank, see severity-rank.ts */
  readonly severity: number
  readonly signature: string
}

/** Types times severities, and some room. */
const placesWithoutSignature = 128

/** The kinds of alerts there have been: type, severity and signature, numbered from 1 as they came. */
export class Kinds {
  readonly #db: Database
  readonly #find: Statement<[string, number, string], { id: number }>
  readonly #after: Statement<[number], { id: number; type: string; severity: number; signature: string }>
  /** by signature, then by type and severity */
  readonly #bySignature = new Map<string, Map<string, number>>()
  readonly #all: Kind[] = []

  constructor(db: Database) {
    this.#db = db
    this.#after = db.prepare('SELECT id, type, severity, signature FROM kind WHERE id > ? ORDER BY id')
    this.#find = db.prepare('SELECT id FROM kind WHERE type = ? AND severity = ? AND signature = ?')
  }

  /** All there are now, those included that another connection added. */
  all(): readonly Kind[] {
    const rows = this.#after.all(this.#all.at(-1)?.id ?? 0)
    for (const row of rows) {
      const ids = this.#bySignature.get(row.signature) ?? new Map<string, number>()
      this.#bySignature.set(row.signature, ids.set(`${row.severity} ${row.type}`, row.id))
      this.#all.push({ ...row, type: AlertType.parse(row.type) })
    }
    return this.#all
  }

  /** The number of a kind, which is made where it is new; within a transaction that may yet fail. */
  idOf(type: string, severity: number, signature: string): number {
    const known = this.#bySignature.get(signature)?.get(`${severity} ${type}`)
    if (known !== undefined) return known
    // Not kept in memory until it is read back: the transaction that adds it may fail.
    const found = this.#find.get(type, severity, signature)?.id
    if (found !== undefined) return found
    // Thousands of rules at several severities: the last places are for kinds that tell type and severity alone.
    const isFull = signature !== '' && this.#all.length >= mostKinds - placesWithoutSignature
    return isFull ? this.idOf(type, severity, '') : this.#add(type, severity, signature)
  }

  #add(type: string, severity: number, signature: string): number {
    const { lastInsertRowid } = this.#db
      .prepare('INSERT INTO kind (type, severity, signature) VALUES (?, ?, ?)')
      .run(type, severity, signature)
    return Number(lastInsertRowid)
  }
}
