/**
 * `node scripts/bench/store.ts [ALERTS]`: milliseconds of every query the console makes, on a synthetic month of that
 * many alerts, a fifth of their incidents decided on, the slowest of them, and the bytes an alert takes. One JSON object.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import type { AlertFilter } from '../../contract/filter.ts'
import { triageReasons, triageStates } from '../../contract/triage.ts'
import { pageOfAlerts } from '../../engine/store/alert-pages.ts'
import { AlertStore } from '../../engine/store/alert-store.ts'
import { type Database, openDatabase } from '../../engine/store/database.ts'
import { pageOfAlertsInStates } from '../../engine/store/incidents/alerts-in-states.ts'
import { pageOfIncidents } from '../../engine/store/incidents/incident-page.ts'
import { readIncidents } from '../../engine/store/incidents/read-incidents.ts'
import { decide } from '../../engine/store/incidents/triage.ts'
import { queryMap } from '../../engine/store/map-query.ts'
import { queryOverview } from '../../engine/store/overview-query.ts'
import { countQuarantine, listQuarantine } from '../../engine/store/quarantine-store.ts'
import { queryRuleHits } from '../../engine/store/rule-hits.ts'
import { prepareSearch } from '../../engine/store/search.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import { warmUp } from '../../engine/store/tally/warm-up.ts'
import { queryTargets } from '../../engine/store/targets-query.ts'
import { queryUnusual } from '../../engine/store/unusual-query.ts'
import { fillStore, lastTime, minutesBack } from './store-traffic.ts'

const rounds = 9
/** Incidents of one decision. */
const decidedAtMost = 10_000

/** Of several turns the third fastest: whatever else a machine does can only slow a turn down. */
const told = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[2] ?? 0

function timed(run: () => unknown): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

const round = (ms: number): number => Math.round(ms * 100) / 100

/** A query, and the filter whose text the engine looks for before it (see engine/store/search.ts). */
interface Call {
  readonly filter: AlertFilter
  readonly run: () => unknown
}

/** The calls of the console, each as its screens make it. */
export function consoleCalls(db: Database): Record<string, Call> {
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
    text: { texts: ['admin'] },
    'rare text': { texts: ['/login/4321'] },
    'no text': { texts: ['no such thing'] },
    'two texts': { texts: ['login', 'sqli'] },
    rule: { signatures: ['xss-script-tag'] },
    network: { networks: ['81.2.69.0/24'] },
    statuses: { statuses: [[400, 499]], methods: ['POST'] },
    'types left out': { not: { types: ['anomaly'], countries: ['US'] } },
    'texts left out': { not: { texts: ['login'] } },
    'several at once': { types: ['xss'], countries: ['DE', 'US'], bounds, texts: ['login'] },
  }
  const calls: Record<string, Call> = {}
  const screens = (name: string, filter: AlertFilter) => {
    calls[`overview ${name}`] = { filter, run: () => queryOverview(db, filter, now) }
    calls[`map ${name}`] = { filter, run: () => queryMap(db, filter, now) }
    calls[`alerts ${name}`] = { filter, run: () => page(filter) }
    calls[`incidents ${name}`] = { filter, run: () => incidents(filter) }
  }
  const other = (name: string, run: () => unknown) => {
    calls[name] = { filter: {}, run }
  }
  for (const [name, range] of Object.entries(ranges)) screens(name, range)
  for (const [name, filter] of Object.entries(narrowed)) {
    for (const span of ['24h', '7d', '30d']) screens(`${span} by ${name}`, { ...ranges[span], ...filter })
  }
  const middle = { time: minutesBack(20_000), id: 0 }
  const place = { north: 52.6, south: 52.4, west: 13.3, east: 13.5 }
  other('alerts 30d, next page', () => pageOfAlerts(db, ranges['30d'] ?? {}, middle, 100, now))
  other('alerts, latest 13', () => page(ranges['24h'] ?? {}, 13))
  other('alerts of a place, 5', () => page({ ...ranges['24h'], bounds: place }, 5))
  other('alert', () => [alerts.get(newest.id), alerts.neighbours(newest)])
  other('status', () => [alerts.total(), alerts.countOf(1), countQuarantine(db), sources.totals()])
  other('sources', () => sources.all())
  other('quarantine', () => listQuarantine(db, 50))
  other('rule hits, all', () => queryRuleHits(db, {}))
  other('rule hits 7d', () => queryRuleHits(db, ranges['7d'] ?? {}))
  for (const state of triageStates) {
    const inState = (filter: AlertFilter) =>
      pageOfAlertsInStates(db, { filter, states: [state], limit: 100 }, now)
    other(`alerts 30d, ${state}`, () => inState(ranges['30d'] ?? {}))
    other(`alerts 30d by type, ${state}`, () => inState({ ...ranges['30d'], types: ['xss'] }))
    other(`alerts 30d by country, ${state}`, () => inState({ ...ranges['30d'], countries: ['TV'] }))
  }
  other('incidents 30d by risk', () => incidents(ranges['30d'] ?? {}, 'risk'))
  other('incidents, all by risk', () => incidents({}, 'risk'))
  other('targets 24h', () => queryTargets(db, ranges['24h'] ?? {}, now))
  other('unusual', () => queryUnusual(db, now))
  return calls
}

export interface StoreMeasures {
  /** of `queriesMs` */
  readonly slowest: { readonly name: string; readonly ms: number }
  /** name of a call → milliseconds */
  readonly queriesMs: Record<string, number>
  /** the same when it is asked for the first time, a text looked for included */
  readonly firstMs: Record<string, number>
  /** overviews on a freshly opened database, before the engine has warmed up */
  readonly coldMs: Record<string, number>
  /** the slowest decision of ten thousand incidents */
  readonly decisionMs: number
  readonly bytesPerAlert: Record<string, number>
  readonly alertsPerSecond: number
}

/** Resolves every fifth incident and acknowledges one of a thousand. Answers the milliseconds of the slowest decision. */
function decideSome(db: Database): number {
  const ids = db.prepare<[], number>('SELECT id FROM incident ORDER BY id').pluck(true).all()
  const [resolved, acknowledged] = [5, 1_000].map((nth) => ids.filter((id) => id % nth === 0))
  const parts = triageReasons.flatMap((reason, part) => {
    const these = (resolved ?? []).filter((_, i) => i % triageReasons.length === part)
    const starts = Array.from(
      { length: Math.ceil(these.length / decidedAtMost) },
      (_, i) => i * decidedAtMost,
    )
    return starts.map((start) => ({ reason, ids: these.slice(start, start + decidedAtMost) }))
  })
  const took = parts.map((part) =>
    timed(() => decide(db, part.ids, { state: 'resolved', reason: part.reason, at: lastTime })),
  )
  decide(db, acknowledged ?? [], { state: 'acknowledged', at: lastTime })
  return Math.max(...took)
}

/** Fills a database in a folder of its own, measures on it, and removes it. */
export async function measureStore(alerts: number): Promise<StoreMeasures> {
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
    const decisionMs = round(decideSome(filling))
    filling.close()
    const cold = openDatabase(file)
    const coldMs = {
      'overview 24h': round(timed(() => queryOverview(cold, { from: minutesBack(1_440) }, lastTime))),
      'overview all': round(timed(() => queryOverview(cold, {}, lastTime))),
    }
    cold.close()
    const db = openDatabase(file)
    await warmUp(db, new AbortController().signal)
    const queries = await measureQueries(db)
    db.close()
    const [name = '', ms = 0] = Object.entries(queries.queriesMs).sort(([, a], [, b]) => b - a)[0] ?? []
    return { slowest: { name, ms }, ...queries, coldMs, decisionMs, bytesPerAlert, alertsPerSecond }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Measures every query of the console on a database that is warmed up as the engine does it. */
export async function measureQueries(db: Database): Promise<Pick<StoreMeasures, 'queriesMs' | 'firstMs'>> {
  const queriesMs: Record<string, number> = {}
  const firstMs: Record<string, number> = {}
  for (const [name, { filter, run }] of Object.entries(consoleCalls(db))) {
    const start = performance.now()
    await prepareSearch(db, filter, lastTime)
    run()
    firstMs[name] = round(performance.now() - start)
    queriesMs[name] = round(told(Array.from({ length: rounds }, () => timed(run))))
  }
  return { queriesMs, firstMs }
}

/** Milliseconds of every query the console makes, by its name, with so many alerts in the database. */
export async function measureStoreQueries(alerts: number): Promise<Record<string, number>> {
  return (await measureStore(alerts)).queriesMs
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const alerts = Number(argv[2] ?? 5_000_000)
  if (!Number.isInteger(alerts) || alerts < 1_000) {
    console.error('Give the number of alerts: a whole number from 1000.')
    process.exit(2)
  }
  console.log(JSON.stringify({ alerts, ...(await measureStore(alerts)) }, null, 2))
}
