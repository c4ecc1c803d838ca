import type { ReputationMemory } from '../enrich/abuseipdb.ts'
import type { Database } from './database.ts'

/** Scores of AbuseIPDB kept in SQLite, so that a restart asks nobody again within the hour. */
export function reputationMemory(db: Database): ReputationMemory {
  const read = db.prepare<[string], { score: number; fetched: number }>(
    'SELECT score, fetched FROM reputation WHERE ip = ?',
  )
  const write = db.prepare('INSERT OR REPLACE INTO reputation (ip, score, fetched) VALUES (?, ?, ?)')
  return {
    get: (ip) => read.get(ip),
    set: (ip, score, fetched) => {
      write.run(ip, score, fetched)
    },
  }
}
