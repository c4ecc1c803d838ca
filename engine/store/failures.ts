import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'

const codeOf = (error: unknown): string => (error instanceof Sqlite.SqliteError ? error.code : '')

/** Whether SQLite had no room: the disk is full, or a limit of the file's size is reached. */
export const isFull = (error: unknown): boolean => /^SQLITE_(?:FULL|IOERR_WRITE)/.test(codeOf(error))

/** Whether the file is no sound database any more. */
export const isDamaged = (error: unknown): boolean => /^SQLITE_(?:CORRUPT|NOTADB)/.test(codeOf(error))

export const fullSentence = (file: string): string =>
  `The disk with the database ${file} is full: free some space. Nothing is lost; Vedette goes on by itself.`

export const damagedSentence = (file: string): string =>
  `The database ${file} is damaged: stop Vedette and run \`vedette rebuild --data-dir ${dirname(file)}\`, which sets it aside and builds it anew from the sealed log.`

/** What to tell the user of an error that came from the database, or undefined where it did not. */
export function databaseSentence(error: unknown, file: string): string | undefined {
  if (isFull(error)) return fullSentence(file)
  return isDamaged(error) ? damagedSentence(file) : undefined
}
