import type { Database } from '../database.ts'
import { dayMs, floorTo } from '../time-steps.ts'

/**
 * Finds the number of a path or signature, or adds it, and remembers the last day it came. Part of the batch's
 * transaction. 0 is no phrase.
 */
export function phraseFinder(db: Database): (text: string, time: number) => number {
  const find = db.prepare<[string], { id: number; lastDay: number }>(
    'SELECT id, last_day AS lastDay FROM phrase WHERE text = ?',
  )
  const add = db.prepare('INSERT INTO phrase (text, last_day) VALUES (?, ?)')
  const cameOn = db.prepare('UPDATE phrase SET last_day = ? WHERE id = ?')
  return (text, time) => {
    const day = floorTo(time, dayMs)
    const known = find.get(text)
    if (!known) return Number(add.run(text, day).lastInsertRowid)
    if (known.lastDay < day) cameOn.run(day, known.id)
    return known.id
  }
}

/** Removes the phrases that came last on a day that is gone as a whole. */
export function purgePhrases(db: Database, before: number): void {
  db.prepare('DELETE FROM phrase WHERE last_day < ?').run(floorTo(before, dayMs) - dayMs + 1)
}
