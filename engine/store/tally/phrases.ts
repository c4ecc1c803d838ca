import type { Database } from '../database.ts'
import { dayMs, floorTo } from '../time-steps.ts'

/** Dictionaries of texts that come and go: paths, and answers as `answers.ts` writes them. */
const tables = ['phrase', 'answer'] as const

/** Tells the number of a text. @param time when it came */
export type Numbering = (text: string, time: number) => number

export interface Numberings {
  readonly pathOf: Numbering
  readonly answerOf: Numbering
}

/**
 * Answers a function that makes the numberings for one batch: they tell the number of a path or an answer, or add it,
 * and write down the last day it came. What they find they remember, which holds as long as the batch's transaction.
 */
export function phraseFinders(db: Database): () => Numberings {
  const pathFinder = finderIn(db, 'phrase')
  const answerFinder = finderIn(db, 'answer')
  return () => ({ pathOf: pathFinder(), answerOf: answerFinder() })
}

function finderIn(db: Database, table: (typeof tables)[number]): () => Numbering {
  const find = db.prepare<[string], Phrase>(`SELECT id, last_day AS lastDay FROM ${table} WHERE text = ?`)
  const add = db.prepare(`INSERT INTO ${table} (text, last_day) VALUES (?, ?)`)
  const cameOn = db.prepare(`UPDATE ${table} SET last_day = ? WHERE id = ?`)
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

/** Removes what came last on a day that is gone as a whole. */
export function purgePhrases(db: Database, before: number): void {
  const day = floorTo(before, dayMs) - dayMs + 1
  for (const table of tables) db.prepare(`DELETE FROM ${table} WHERE last_day < ?`).run(day)
}
