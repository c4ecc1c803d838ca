import { existsSync, renameSync } from 'node:fs'
import Sqlite, { type Database } from 'better-sqlite3'

type Row = Readonly<Record<string, string | number | bigint | Buffer | null>>

/** What lives in the database alone; all else comes from the sealed log. Counters in it begin anew. */
const kept: readonly { table: string; where?: string; begin: Row }[] = [
  {
    table: 'source',
    begin: {
      alerts: 0,
      lines: 0,
      unparsed: 0,
      tokens_read: 0,
      tokens_failed: 0,
      formats: '{}',
      last_line_at: null,
      last_event_at: null,
      usual_gap_ms: null,
    },
  },
  { table: 'setting', begin: {} },
  // When the user removed the demo's data: the sealed log still holds its lines.
  { table: 'position', where: "input = 'demo-cleared'", begin: {} },
  // What is expected. Alerts are numbered anew.
  { table: 'expectation', begin: { held: 0, last_held_at: null, alert_id: null } },
  // What the operator decided. Where one incident of an address was decided on, all of them keep their bounds: what
  // is resolved parts what comes after it. Alerts find the way into them again by source, address, goal and time.
  { table: 'triage_step', begin: {} },
  { table: 'incident_triage', begin: {} },
  {
    table: 'incident',
    where: `(source_ip, source_id, goal) IN
      (SELECT source_ip, source_id, goal FROM incident WHERE step_id IS NOT NULL)`,
    begin: { count: 0, alerts: 0, succeeded: 0, risk: 0, origin_id: 0 },
  },
]

export interface Salvaged {
  readonly table: string
  readonly rows: readonly Row[]
  /** false where the table could be read in part or not at all */
  readonly isWhole: boolean
}

/** Reads what it can of a damaged database. Never throws. */
export function salvage(file: string): Salvaged[] {
  if (!existsSync(file)) return []
  let db: Database
  try {
    db = new Sqlite(file)
  } catch {
    return kept.map(({ table }) => ({ table, rows: [], isWhole: false }))
  }
  try {
    return kept.map(({ table, where = '1', begin }) => readTable(db, table, where, begin))
  } finally {
    db.close()
  }
}

function readTable(db: Database, table: string, where: string, begin: Row): Salvaged {
  const rows: Row[] = []
  try {
    // One of an older Vedette lacks what that one did not know.
    if (!hasTable(db, table)) return { table, rows, isWhole: true }
    for (const row of db.prepare<[], Row>(`SELECT * FROM ${table} WHERE ${where}`).iterate()) {
      rows.push({ ...row, ...begin })
    }
    return { table, rows, isWhole: true }
  } catch {
    return { table, rows, isWhole: false }
  }
}

const hasTable = (db: Database, table: string): boolean =>
  db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !== undefined

/** Puts salvaged rows into a fresh database; columns it does not have any more are left out. */
export function restore(db: Database, salvaged: readonly Salvaged[]): void {
  db.transaction(() => {
    for (const { table, rows } of salvaged) {
      const known = new Set(
        db
          .prepare<[], { name: string }>(`PRAGMA table_info(${table})`)
          .all()
          .map((c) => c.name),
      )
      for (const row of rows) {
        const columns = Object.keys(row).filter((name) => known.has(name))
        db.prepare(
          `INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        ).run(...columns.map((name) => row[name]))
      }
    }
  })()
}

/** Renames the database and what lies beside it, and answers its new name. Nothing is deleted. */
export function setAside(file: string, now = new Date()): string {
  const aside = `${file}.damaged-${now.toISOString().replace(/[:.]/g, '-')}`
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
  }
  return aside
}
