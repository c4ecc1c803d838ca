import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AlertType } from '../../contract/attack-type.ts'
import { severities } from '../../contract/severity.ts'
import type { NewAlert } from '../../engine/store/batch.ts'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import { openDatabase } from '../../engine/store/database.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import { at, batchOf, newAlert } from './new-alert.ts'

const minuteMs = 60_000

const places: readonly NewAlert['place'][] = [
  { locality: 'located', countryCode: 'GB', city: 'London', latitude: 51.5, longitude: -0.1 },
  { locality: 'located', countryCode: 'DE', city: 'Berlin', latitude: 52.5, longitude: 13.4 },
  { locality: 'private' },
]
const types: readonly AlertType[] = ['sql-injection', 'xss', 'scanner', 'anomaly', 'brute-force']

/** Alerts over two days from ninety addresses, each of which comes back every few hours. */
export function alertsOfTwoDays(count: number): NewAlert[] {
  return Array.from({ length: count }, (_, i) => {
    const address = (i * 7919) % 90
    return newAlert({
      time: at + Math.floor((i / count) * 2 * 1_440) * minuteMs + (i % 60) * 1_000,
      sourceIp: `81.2.69.${address}`,
      place: places[address % places.length] ?? { locality: 'unknown' },
      type: types[(i >> 1) % types.length] ?? 'xss',
      severity: severities[(i >> 3) % severities.length] ?? 'low',
      path: `/p/${i % 11}`,
      sourceId: 1 + (address % 2),
      ...(i % 3 === 0 && { status: 200 }),
    })
  })
}

/** A database with two sources, and those alerts in it. */
export function storeOf(alerts: readonly NewAlert[]) {
  const file = join(mkdtempSync(join(tmpdir(), 'vedette-incidents-')), 'vedette.db')
  const db = openDatabase(file)
  const sources = new SourceStore(db)
  sources.demo()
  sources.add({ path: '/a', kind: 'plain', name: 'a', from: 'beginning' }, undefined)
  const write = createBatchWriter(db)
  for (let i = 0; i < alerts.length; i += 700) write(batchOf(alerts.slice(i, i + 700)))
  return { db, file, write }
}
