import type { Database } from '../database.ts'
import { dayMs, floorTo } from '../time-steps.ts'

/**
 * Answers a function that makes a finder for one batch: it tells the number of a path or signature, or adds it, and
 * writes down the last day it came. What it finds it remembers, which holds as long as the batch's transaction.
 */
export function phraseFinders(db: Database): () => (text: string, time: number) => number {
  const find = db.prepare<[string], Phrase>('SELECT id, last_day AS lastDay FROM phrase WHERE text = ?')
  const add = db.prepare('INSERT INTO phrase (text, last_day) VALUES (?, ?)')
  const cameOn = db.prepare('UPDATE phrase SET last_day = ? WHERE id = ?')
  const added = (text: string, day: number): Phrase => ({
    id: Number(add.run(text, day).lastInsertRowid),
    lastDay: day,
  })
  return () => {
    const found = new Map<string, Phrase>()
    return (text, time) => {
      const day = floorTo(time, dayMs)
      const phrase = found.get(text) ?? find.get(text) ?? added(text, day)
      found.set(text, phrase)
      if (phrase.lastDay < day) {
        phrase.lastDay = day
        cameOn.run(day, phrase.id)
      }
      return phrase.id
    }
  }
}

interface Phrase {
  readonly id: number
  lastDay: number
}

/** Removes the phrases that came last on a day that is gone as a whole. */
export function purgePhrases(db: Database, before: number): void {
  db.prepare('DELETE FROM phrase WHERE last_day < ?').run(floorTo(before, dayMs) - dayMs + 1)
}
