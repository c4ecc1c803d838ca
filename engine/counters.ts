import type { EngineStatus } from '../contract/engine-status.ts'
import { AlertStore } from './store/alert-store.ts'
import type { Database } from './store/database.ts'
import { countQuarantine } from './store/quarantine-store.ts'
import { SourceStore } from './store/source-store.ts'

/** What the database says of the engine's work so far: the part of the status that is counted. */
export function countersOf(
  db: Database,
  demoSourceId: number,
): Pick<EngineStatus, 'counters' | 'quarantined' | 'demoAlerts'> {
  const alerts = new AlertStore(db)
  const { tokensRead, tokensFailed, lines, unparsed } = new SourceStore(db).totals()
  return {
    counters: {
      tokensRead,
      tokensFailed,
      linesRead: lines,
      linesParsed: lines - unparsed,
      linesUnparsed: unparsed,
      alerts: alerts.total(),
    },
    quarantined: countQuarantine(db),
    demoAlerts: alerts.countOf(demoSourceId),
  }
}
