import type { AlertFilter } from '../../contract/filter.ts'
import type { Targets } from '../../contract/query.ts'
import { pageOfAlerts } from './alert-pages.ts'
import type { Database } from './database.ts'

/** Alerts looked at: a few milliseconds, whatever the filter. */
const lookedAt = 1_000
const shown = 10

/** The paths that the newest alerts of a filter went for, the most frequent first. */
export function queryTargets(db: Database, filter: AlertFilter, now: number): Targets {
  const { alerts, next } = pageOfAlerts(db, filter, undefined, lookedAt, now)
  const counts = new Map<string, number>()
  for (const { path, count } of alerts) {
    if (path !== undefined) counts.set(path, (counts.get(path) ?? 0) + count)
  }
  return {
    targets: [...counts]
      .map(([path, count]) => ({ path, count }))
      .sort((a, b) => b.count - a.count)
      .slice(0, shown),
    lookedAt: alerts.length,
    isAll: next === null,
  }
}
