import { ExpectationWidth } from '../../contract/anomaly.ts'
import type { EpochMs } from '../../contract/event.ts'
import type { Database } from './database.ts'

/** An expectation as it lies in the database. One that was taken back stays until its lines are purged. */
export interface StoredExpectation {
  readonly id: number
  readonly madeAt: EpochMs
  readonly removedAt: EpochMs | null
  readonly alertId: number | null
  readonly sourceId: number
  readonly sourceName: string
  readonly method: string | null
  readonly template: string
  readonly width: ExpectationWidth
  /** sealed evidence of the expected line */
  readonly sealed: string
  readonly sealedNote: string | null
  readonly held: number
  readonly lastHeldAt: EpochMs | null
}

export type NewExpectation = Omit<
  StoredExpectation,
  'id' | 'removedAt' | 'sourceName' | 'held' | 'lastHeldAt'
>

/** Lines that an expectation kept silent in one batch. */
export interface Held {
  count: number
  /** arrival of the last one */
  last: EpochMs
}

type Row = Omit<StoredExpectation, 'width'> & { readonly width: string }

const select = `SELECT e.id, e.made_at AS madeAt, e.removed_at AS removedAt, e.alert_id AS alertId,
  e.source_id AS sourceId, s.name AS sourceName, e.method, e.template, e.width, e.sealed, e.sealed_note AS sealedNote,
  e.held, e.last_held_at AS lastHeldAt
  FROM expectation e JOIN source s ON s.id = e.source_id`

/** The expectations in SQLite. */
export class ExpectationStore {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Newest first; those that were taken back as well. */
  all(): StoredExpectation[] {
    return this.#db
      .prepare<[], Row>(`${select} ORDER BY e.id DESC`)
      .all()
      .map((row) => ({ ...row, width: ExpectationWidth.parse(row.width) }))
  }

  /** Adds one in the place of what was made of the same alert before. Answers its id. */
  add(given: NewExpectation): number {
    const { madeAt, alertId, sourceId, method, template, width, sealed, sealedNote } = given
    return this.#db.transaction(() => {
      this.#db
        .prepare('UPDATE expectation SET removed_at = ? WHERE alert_id = ? AND removed_at IS NULL')
        .run(madeAt, alertId)
      const { lastInsertRowid } = this.#db
        .prepare(
          `INSERT INTO expectation (made_at, alert_id, source_id, method, template, width, sealed, sealed_note)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(madeAt, alertId, sourceId, method, template, width, sealed, sealedNote)
      return Number(lastInsertRowid)
    })()
  }

  /** Takes one back. Answers whether it was there. */
  remove(id: number, at: EpochMs): boolean {
    return (
      this.#db
        .prepare('UPDATE expectation SET removed_at = ? WHERE id = ? AND removed_at IS NULL')
        .run(at, id).changes > 0
    )
  }
}

/** Answers the function that counts what was held in a batch; call it within its transaction. */
export function heldCounter(db: Database): (held: ReadonlyMap<number, Held>) => void {
  const count = db.prepare(
    'UPDATE expectation SET held = held + ?, last_held_at = max(coalesce(last_held_at, 0), ?) WHERE id = ?',
  )
  return (held) => {
    for (const [id, { count: lines, last }] of held) count.run(lines, last, id)
  }
}
