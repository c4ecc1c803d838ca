import type { Database } from '../database.ts'
import { quarterMs, weekMs } from '../time-steps.ts'
import { fromBlob, type LooseRow, type Section, sectionsOf, toBlob, toWords, words } from './entries.ts'

/** Loose rows from which on they are packed: reading so many takes a few milliseconds. */
const looseAtMost = 4_000

/** Rows from which on a pack ends with its quarter: after a migration there are many. */
const packRows = 20_000

/** A count takes two words among the phrases: its path and its answer. */
export const phraseWords = 2

type PackedRow = readonly [...LooseRow, path: number, answer: number]

interface QuarterRow {
  readonly quarter: number
  readonly rows: number
}

function packInserter(
  db: Database,
): (source: number, sections: readonly Section[], phrases: Uint32Array) => void {
  const insert = db.prepare(
    'INSERT INTO tally_pack (source_id, first_quarter, last_quarter, sections, phrases) VALUES (?, ?, ?, ?, ?)',
  )
  return (source, sections, phrases) => {
    const [first] = sections
    const last = sections.at(-1)
    if (first && last)
      insert.run(source, first.start, last.start, toBlob(sections), Buffer.from(phrases.buffer))
  }
}

/** Answers a function that packs loose rows once there are many; call it within the batch's transaction. */
export function createPacker(db: Database): () => void {
  const countLoose = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM tally')
  const sources = db.prepare<[], { id: number }>('SELECT DISTINCT source_id AS id FROM tally')
  const quartersOf = db.prepare<[number], QuarterRow>(
    'SELECT quarter, count(*) AS rows FROM tally WHERE source_id = ? GROUP BY quarter ORDER BY quarter',
  )
  const rowsOf = db
    .prepare<[number, number, number], PackedRow>(
      `SELECT quarter, origin_id, kind, last_offset, count, path_id, answer_id FROM tally
       WHERE source_id = ? AND quarter BETWEEN ? AND ? ORDER BY quarter, origin_id`,
    )
    .raw(true)
  const forget = db.prepare('DELETE FROM tally')
  const insert = packInserter(db)
  return () => {
    if ((countLoose.get()?.n ?? 0) < looseAtMost) return
    for (const { id } of sources.all()) {
      for (const { first, last } of packsOf(quartersOf.all(id))) {
        const rows = rowsOf.all(id, first, last)
        const sections = sectionsOf(
          rows.map(
            ([quarter, origin, kind, offset, count]) => [quarter, origin, kind, offset, count] as const,
          ),
          quarterMs,
        )
        insert(id, sections, Uint32Array.from(rows.flatMap(([, , , , , path, answer]) => [path, answer])))
      }
    }
    forget.run()
  }
}

/** Which quarters go into one pack: those of a week at most, as one line of long ago must not make it reach there. */
function packsOf(quarters: readonly QuarterRow[]): { first: number; last: number }[] {
  const packs: { first: number; last: number; rows: number }[] = []
  for (const { quarter, rows } of quarters) {
    const open = packs.at(-1)
    const reachesFar = open !== undefined && quarter - open.first > weekMs
    if (!open || open.rows >= packRows || reachesFar) packs.push({ first: quarter, last: quarter, rows })
    else {
      open.last = quarter
      open.rows += rows
    }
  }
  return packs
}

/** Removes what lies before a quarter: packs as a whole, and the older part of those that reach across. */
export function purgePacks(db: Database, quarter: number): void {
  db.prepare('DELETE FROM tally_pack WHERE last_quarter < ?').run(quarter)
  const across = db
    .prepare<[number, number], { id: number; source: number; sections: Buffer; phrases: Buffer }>(
      `SELECT id, source_id AS source, sections, phrases FROM tally_pack
       WHERE last_quarter >= ? AND first_quarter < ?`,
    )
    .all(quarter, quarter)
  const insert = packInserter(db)
  const remove = db.prepare('DELETE FROM tally_pack WHERE id = ?')
  for (const { id, source, sections, phrases } of across) {
    const all = fromBlob(sections)
    // Sections stand in the order of their time, and the phrases in theirs.
    const kept = all.filter(({ start }) => start >= quarter)
    const gone = all
      .filter(({ start }) => start < quarter)
      .reduce((sum, { entries }) => sum + entries.length / words, 0)
    insert(source, kept, toWords(phrases).slice(gone * phraseWords))
    remove.run(id)
  }
}
