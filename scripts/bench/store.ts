/**
 * `node scripts/bench/store.ts [ALERTS]`: milliseconds of every query the console makes, on a synthetic month of that
 * many alerts, and the bytes an alert takes. One JSON object.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import type { AlertFilter } from '../../contract/query.ts'
import { pageOfAlerts } from '../../engine/store/alert-pages.ts'
import { AlertStore } from '../../engine/store/alert-store.ts'
import { type Database, openDatabase } from '../../engine/store/database.ts'
import { pageOfIncidents } from '../../engine/store/incidents/incident-page.ts'
import { readIncidents } from '../../engine/store/incidents/read-incidents.ts'
import { queryMap } from '../../engine/store/map-query.ts'
import { queryOverview } from '../../engine/store/overview-query.ts'
import { countQuarantine, listQuarantine } from '../../engine/store/quarantine-store.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import { fillStore, lastTime, minutesBack } from './store-traffic.ts'

const rounds = 5

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

function timed(run: () => unknown): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

const round = (ms: number): number => Math.round(ms * 100) / 100

/** The calls of the console, each as its screens make it. */
export function consoleCalls(db: Database): Record<string, () => unknown> {
  const alerts = new AlertStore(db)
  const sources = new SourceStore(db)
  const now = lastTime
  const ranges: Record<string, AlertFilter> = {
    '15m': { from: minutesBack(15) },
    '1h': { from: minutesBack(60) },
    '24h': { from: minutesBack(1_440) },
    '7d': { from: minutesBack(10_080) },
    '30d': { from: minutesBack(43_200) },
    all: {},
  }
  const page = (filter: AlertFilter, limit = 100) => pageOfAlerts(db, filter, undefined, limit, now)
  const incidents = (filter: AlertFilter, sort: 'latest' | 'risk' = 'latest') => {
    const { ids } = pageOfIncidents(db, { filter, sort, limit: 100 }, now)
    return readIncidents(db, ids, (note) => note)
  }
  const [newest] = page({}, 1).alerts
  if (!newest) throw new Error('The benchmark’s database is empty.')
  const busiest = queryOverview(db, {}, now).addresses[0]?.ip ?? ''
  const bounds = { north: 60, south: 40, west: -10, east: 30 }
  const narrowed: Record<string, AlertFilter> = {
    type: { types: ['xss'] },
    types: { types: ['xss', 'csrf'], severities: ['critical', 'high'] },
    severity: { severities: ['critical'] },
    address: { sourceIps: [busiest] },
    country: { countries: ['DE'] },
    rare: { countries: ['TV'], types: ['crlf-injection'] },
    bounds: { bounds },
  }
  const calls: Record<string, () => unknown> = {}
  for (const [name, range] of Object.entries(ranges)) {
    calls[`overview ${name}`] = () => queryOverview(db, range, now)
    calls[`map ${name}`] = () => queryMap(db, range, now)
    calls[`alerts ${name}`] = () => page(range)
    calls[`incidents ${name}`] = () => incidents(range)
    calls[`incidents ${name} by risk`] = () => incidents(range, 'risk')
  }
  for (const [name, filter] of Object.entries(narrowed)) {
    for (const [span, range] of [
      ['24h', ranges['24h']],
      ['30d', ranges['30d']],
    ] as const) {
      calls[`overview ${span} by ${name}`] = () => queryOverview(db, { ...range, ...filter }, now)
      calls[`map ${span} by ${name}`] = () => queryMap(db, { ...range, ...filter }, now)
      calls[`alerts ${span} by ${name}`] = () => page({ ...range, ...filter })
      calls[`incidents ${span} by ${name}`] = () => incidents({ ...range, ...filter })
    }
  }
  const middle = { time: minutesBack(20_000), id: 0 }
  calls['alerts 30d, next page'] = () => pageOfAlerts(db, ranges['30d'] ?? {}, middle, 100, now)
  calls['alerts 30d by text, common'] = () => page({ ...ranges['30d'], text: 'admin' })
  calls['alerts 30d by text, rare'] = () => page({ ...ranges['30d'], text: 'no such thing' })
  calls['incidents 30d by text, rare'] = () => incidents({ ...ranges['30d'], text: 'no such thing' })
  calls['alerts, latest 13'] = () => page(ranges['24h'] ?? {}, 13)
  calls['alerts of a place, 5'] = () =>
    page({ ...ranges['24h'], bounds: { north: 52.6, south: 52.4, west: 13.3, east: 13.5 } }, 5)
  calls.alert = () => [alerts.get(newest.id), alerts.neighbours(newest)]
  calls.status = () => [alerts.total(), alerts.countOf(1), countQuarantine(db), sources.totals()]
  calls.sources = () => [sources.all(), listQuarantine(db, 50)]
  return calls
}

export interface StoreMeasures {
  /** name of a call → milliseconds, median */
  readonly queriesMs: Record<string, number>
  /** the slowest of a call's first run on a freshly opened database */
  readonly coldMs: Record<string, number>
  readonly bytesPerAlert: Record<string, number>
  readonly alertsPerSecond: number
}

/** Fills a database in a folder of its own, measures on it, and removes it. */
export function measureStore(alerts: number): StoreMeasures {
  const dir = mkdtempSync(join(tmpdir(), 'vedette-bench-store-'))
  const file = join(dir, 'vedette.db')
  try {
    const bytesPerAlert: Record<string, number> = {}
    const start = performance.now()
    const filling = openDatabase(file)
    fillStore(filling, alerts, (written) => {
      if (written !== Math.floor(alerts / 5) && written !== alerts) return
      filling.pragma('wal_checkpoint(TRUNCATE)')
      bytesPerAlert[written] = Math.round(statSync(file).size / written)
    })
    const alertsPerSecond = Math.round(alerts / ((performance.now() - start) / 1000))
    filling.close()
    const cold = openDatabase(file)
    const coldMs = {
      'overview 24h': round(timed(() => queryOverview(cold, { from: minutesBack(1_440) }, lastTime))),
      'overview all': round(timed(() => queryOverview(cold, {}, lastTime))),
    }
    cold.close()
    const db = openDatabase(file)
    const queriesMs: Record<string, number> = {}
    for (const [name, call] of Object.entries(consoleCalls(db))) {
      call()
      queriesMs[name] = round(median(Array.from({ length: rounds }, () => timed(call))))
    }
    db.close()
    return { queriesMs, coldMs, bytesPerAlert, alertsPerSecond }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Milliseconds of every query the console makes, by its name, with so many alerts in the database. */
export async function measureStoreQueries(alerts: number): Promise<Record<string, number>> {
  return measureStore(alerts).queriesMs
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const alerts = Number(argv[2] ?? 5_000_000)
  if (!Number.isInteger(alerts) || alerts < 1_000) {
    console.error('Give the number of alerts: a whole number from 1000.')
    process.exit(2)
  }
  console.log(JSON.stringify({ alerts, ...measureStore(alerts) }, null, 2))
}
