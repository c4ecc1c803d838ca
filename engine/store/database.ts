import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { migrate } from './schema.ts'

export type { Database }

/** Opens (or makes) the database at `file`: WAL, one writer, mode 0600, migrated. */
export function openDatabase(file: string): Database {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const isNew = file !== ':memory:' && !existsSync(file)
  const db = new Sqlite(file)
  if (isNew) chmodSync(file, 0o600)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma('temp_store = MEMORY')
  db.pragma('cache_size = -32000')
  db.pragma('busy_timeout = 5000')
  migrate(db)
  return db
}
