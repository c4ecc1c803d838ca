import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { BadInput } from './errors.ts'

const elsewhere = 'with --data-dir or VEDETTE_DATA'

/**
 * Takes a data folder, made where it does not exist, for one engine alone: two would write into each other's sealed
 * log. The lock is the operating system's, on the file `engine.lock`, held through SQLite, which has it on Windows too:
 * it ends with its holder, however that ends, so nothing is left to clean up after a crash, and it keeps two engines of
 * one process apart as well.
 * @returns what gives the folder back
 * @throws one sentence where another engine has it; BadInput where it cannot be a data folder
 */
export function lockFolder(dataDir: string): () => void {
  let lock: Sqlite.Database | undefined
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    lock = new Sqlite(join(dataDir, 'engine.lock'), { timeout: 0 })
    // Nothing is ever written to it: no journal lies beside it.
    lock.pragma('journal_mode = MEMORY')
    lock.exec('BEGIN IMMEDIATE')
  } catch (error) {
    lock?.close()
    if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_BUSY') {
      throw new Error(
        `Another Vedette is using the data folder ${dataDir}: stop it, or give this one a folder of its own ${elsewhere}.`,
      )
    }
    const reason = error instanceof Error ? error.message : String(error)
    throw new BadInput(
      `${dataDir} cannot be the data folder (${reason}): give one that you may write to ${elsewhere}.`,
    )
  }
  const held = lock
  return () => held.close()
}
