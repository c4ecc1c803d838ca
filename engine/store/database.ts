import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { BadInput } from '../errors.ts'
import { databaseSentence } from './failures.ts'
import { groupExisting } from './incidents/group-existing.ts'
import { migrate, schemaVersion } from './schema.ts'
import { createPacker } from './tally/pack.ts'

export type { Database }

/** Checking a whole file costs about a second a gigabyte: a large one is trusted until a read says otherwise. */
const checkedBytes = 64 * 1024 * 1024

export const databaseFile = (dataDir: string): string => join(dataDir, 'vedette.db')

/**
 * Opens (or makes) the database at `file`: WAL, one writer, mode 0600, migrated.
 * @throws one sentence that tells what to do, where it is damaged or of a newer Vedette
 */
export function openDatabase(file: string): Database {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const isNew = file !== ':memory:' && !existsSync(file)
  const db = new Sqlite(file)
  try {
    if (isNew) chmodSync(file, 0o600)
    else if (file !== ':memory:') check(db, file)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.pragma('temp_store = MEMORY')
    db.pragma('cache_size = -32000')
    db.pragma('busy_timeout = 5000')
    migrate(db)
    groupExisting(db)
    // A migration may leave a tally of all there is.
    db.transaction(createPacker(db))()
    return db
  } catch (error) {
    db.close()
    const sentence = databaseSentence(error, file)
    throw sentence === undefined ? error : new Error(sentence, { cause: error })
  }
}

/**
 * Opens the database at `file` to read it alone, also while an engine works on it.
 * @throws BadInput where there is none, or it is of another version
 */
export function readDatabase(file: string): Database {
  if (!existsSync(file)) {
    throw new BadInput(`There is no Vedette in ${dirname(file)}: name its folder with --data-dir.`)
  }
  const db = new Sqlite(file, { readonly: true })
  if (db.pragma('user_version', { simple: true }) === schemaVersion) return db
  db.close()
  throw new BadInput(`The database ${file} is of another version: start this Vedette on it once.`)
}

/** Of a large file only the header and the schema are read. */
function check(db: Database, file: string): void {
  const isLarge = statSync(file).size > checkedBytes
  const verdict = isLarge
    ? db.pragma('schema_version', { simple: true }) && 'ok'
    : db.pragma('quick_check(1)', { simple: true })
  if (verdict !== 'ok') throw new Sqlite.SqliteError(String(verdict), 'SQLITE_CORRUPT')
}
