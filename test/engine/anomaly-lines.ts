import { createAlerting } from '../../engine/alerting.ts'
import { AnomalyBudget, type BudgetSettings } from '../../engine/anomaly/budget.ts'
import { BudgetReport } from '../../engine/anomaly/report.ts'
import type { Random } from '../../engine/collectors/generator/random.ts'
import type { Analysed } from '../../engine/pipeline/conclude.ts'
import { createReporter } from '../../engine/rules/index.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { AlertStore } from '../../engine/store/alert-store.ts'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import { type Database, openDatabase } from '../../engine/store/database.ts'
import { SourceStore } from '../../engine/store/source-store.ts'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs
/** Midnight. */
export const start = Date.UTC(2026, 10, 2)
export const model = { id: 'test', threshold: 0.7, floor: 0.6 }
export const keyring = new Keyring([generateKey()])

/** A database with two sources, 1 (the demo) and 2. */
export function twoSources(): Database {
  const db = openDatabase(':memory:')
  const sources = new SourceStore(db)
  sources.demo()
  sources.add({ path: '/shop', kind: 'plain', name: 'shop', from: 'beginning' }, undefined)
  return db
}

/** Requests for it are expected. */
export const expectedPath = '/expected'

/** A request without a finding. Its address is that of no other line unless given. */
export function lineOf(
  arrival: number,
  score: number,
  change: { sourceId?: number; ip?: string; path?: string } = {},
): Analysed {
  const { sourceId = 1, ip = addressOf(next++), path = '/p' } = change
  return {
    line: { text: `line ${arrival} ${score}`, sourceId, arrival },
    event: { kind: 'http', format: 'combined', time: arrival, sourceIp: ip, method: 'GET', path },
    findings: [],
    anomalyScore: score,
  }
}
let next = 0
const addressOf = (n: number): string => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`

/** Mostly about 0.45, seldom above 0.65, as a forest scores what it knows. */
export function usualScore(random: Random): number {
  let sum = 0
  for (let i = 0; i < 6; i++) sum += random.next()
  return 0.3 + 0.3 * (sum / 6) + (random.chance(0.02) ? 0.25 * random.next() : 0)
}

/** So many requests a day, more of them at noon than at night. */
export function traffic(
  random: Random,
  days: number,
  perDay: number,
  sourceId = 1,
  from = start,
): Analysed[] {
  const arrivals = Array.from({ length: days * perDay }, () => {
    const hour = 12 + 10 * (random.next() + random.next() - 1)
    return from + Math.floor(random.next() * days) * dayMs + Math.floor(hour * hourMs)
  })
  return arrivals.sort((a, b) => a - b).map((arrival) => lineOf(arrival, usualScore(random), { sourceId }))
}

export const inOrder = (...logs: readonly (readonly Analysed[])[]): Analysed[] =>
  logs.flat().sort((a, b) => a.line.arrival - b.line.arrival)

/** The part of the pipeline that the budget is in: from analysed lines to what is stored. */
export function budgetOn(
  db: Database,
  settings: BudgetSettings = { perDay: 20, ownThreshold: null },
  demo?: number,
) {
  const parts = { db, model: () => model, settings: () => settings }
  const expectationOf = ({ event }: Analysed) => (event?.path === expectedPath ? 1 : undefined)
  const budget = new AnomalyBudget({ ...parts, isDemo: (sourceId) => sourceId === demo })
  const report = createReporter({ detectors: [], threshold: model.threshold, expectationOf })
  const alerting = createAlerting({
    keyring,
    report: (line) => report(line, budget),
    admit: (anomaly) => budget.admit(anomaly),
  })
  const write = createBatchWriter(db)
  const judge = (lines: readonly Analysed[]) => {
    budget.begin()
    return lines
      .flatMap((line) => alerting(line).alerts)
      .map((alert) => ({ ...alert, place: { locality: 'private' as const } }))
  }
  return {
    report: new BudgetReport(parts),
    threshold: () => budget.threshold,
    seed: budget.seed.bind(budget),
    /** judges lines, and ends before anything is stored */
    die: (lines: readonly Analysed[]): unknown => judge(lines),
    run(lines: readonly Analysed[], batch = 600): void {
      for (let at = 0; at < lines.length; at += batch) {
        const alerts = judge(lines.slice(at, at + batch))
        const anomalies = budget.changes()
        write({ alerts, quarantine: [], sources: new Map(), positions: new Map(), anomalies })
        budget.committed()
      }
    },
  }
}

/** All alerts, in the order they were made. */
export const alertsIn = (db: Database) =>
  new AlertStore(db).byIds(
    db
      .prepare<[], { id: number }>('SELECT id FROM alert')
      .all()
      .map(({ id }) => id),
  )
