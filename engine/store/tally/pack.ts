import type { Database } from '../database.ts'
import { quarterMs } from '../time-steps.ts'
import { fromBlob, type LooseRow, type Section, sectionsOf, toBlob } from './entries.ts'

/** Loose rows from which on they are packed: reading so many takes a few milliseconds. */
const looseAtMost = 4_000

function packInserter(db: Database): (source: number, sections: readonly Section[]) => void {
  const insert = db.prepare(
    'INSERT INTO tally_pack (source_id, first_quarter, last_quarter, sections) VALUES (?, ?, ?, ?)',
  )
  return (source, sections) => {
    const [first] = sections
    const last = sections.at(-1)
    if (first && last) insert.run(source, first.start, last.start, toBlob(sections))
  }
}

/** Answers a function that packs loose rows once there are many; call it within the batch's transaction. */
export function createPacker(db: Database): () => void {
  const countLoose = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM tally')
  const sources = db.prepare<[], { id: number }>('SELECT DISTINCT source_id AS id FROM tally')
  const rowsOf = db
    .prepare<[number], LooseRow>(
      `SELECT quarter, origin_id, kind, last_offset, count FROM tally WHERE source_id = ?
       ORDER BY quarter, origin_id`,
    )
    .raw(true)
  const forget = db.prepare('DELETE FROM tally')
  const insert = packInserter(db)
  return () => {
    if ((countLoose.get()?.n ?? 0) < looseAtMost) return
    for (const { id } of sources.all()) insert(id, sectionsOf(rowsOf.all(id), quarterMs))
    forget.run()
  }
}

/** Removes what lies before a quarter: packs as a whole, and the older part of those that reach across. */
export function purgePacks(db: Database, quarter: number): void {
  db.prepare('DELETE FROM tally_pack WHERE last_quarter < ?').run(quarter)
  const across = db
    .prepare<[number, number], { id: number; source: number; sections: Buffer }>(
      `SELECT id, source_id AS source, sections FROM tally_pack WHERE last_quarter >= ? AND first_quarter < ?`,
    )
    .all(quarter, quarter)
  const insert = packInserter(db)
  const remove = db.prepare('DELETE FROM tally_pack WHERE id = ?')
  for (const { id, source, sections } of across) {
    insert(
      source,
      fromBlob(sections).filter(({ start }) => start >= quarter),
    )
    remove.run(id)
  }
}
