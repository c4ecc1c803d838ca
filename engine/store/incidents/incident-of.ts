import { AlertType } from '../../../contract/attack-type.ts'
import type { TriageState } from '../../../contract/triage.ts'
import type { Database } from '../database.ts'
import { StatementCache } from '../statement-cache.ts'
import { minuteMs } from '../time-steps.ts'
import { goalOf } from './goal-of.ts'
import { minuteOf } from './grouping.ts'
import { goalRankOf, stateRanked } from './ranks.ts'

/** Of a row of the table `alert` what tells its incident. */
export interface AlertKeys {
  readonly time: number
  readonly type: string
  readonly source_id: number
  readonly source_ip: string
}

interface Row {
  id: number
  state: number
}

const statements = new StatementCache<Row>()

/** Incidents of one source, address and goal never overlap: at most one holds the minute. */
function rowOf(db: Database, { time, type, source_id, source_ip }: AlertKeys): Row | undefined {
  const minute = minuteOf(time)
  return statements
    .for(
      db,
      `SELECT id, state FROM incident INDEXED BY incident_address
       WHERE source_ip = ? AND source_id = ? AND goal = ? AND first < ? AND last >= ? ORDER BY first DESC LIMIT 1`,
    )
    .get(source_ip, source_id, goalRankOf(goalOf[AlertType.parse(type)]), minute + minuteMs, minute)
}

/** Where the incident of an alert stands. */
export function stateOfAlert(db: Database, alert: AlertKeys): TriageState {
  const row = rowOf(db, alert)
  return row ? stateRanked(row.state) : 'new'
}

/** The id of the incident an alert belongs to; undefined where there is no such alert. */
export function incidentOfAlert(db: Database, alertId: number): number | undefined {
  const alert = db
    .prepare<[number], AlertKeys>('SELECT time, type, source_id, source_ip FROM alert WHERE id = ?')
    .get(alertId)
  return alert && rowOf(db, alert)?.id
}
