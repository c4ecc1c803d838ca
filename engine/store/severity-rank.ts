import type { Severity } from '../../contract/severity.ts'

/** Severity as the number SQLite keeps: 0 info … 4 critical, so that MAX() is "worst". */
const byRank: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical']

export const rankOf = (severity: Severity): number => byRank.indexOf(severity)

export function severityOf(rank: number): Severity {
  const severity = byRank[rank]
  if (severity === undefined)
    throw new Error(`The database holds the severity rank ${rank}, which does not exist.`)
  return severity
}
