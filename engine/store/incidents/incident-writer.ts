import { AlertType } from '../../../contract/attack-type.ts'
import type { Goal } from '../../../contract/incident.ts'
import type { Database } from '../database.ts'
import { minuteMs } from '../time-steps.ts'
import { goalOf } from './goal-of.ts'
import { distance, joined, longestMs, mayJoin, reachMs } from './grouping.ts'
import {
  addTo,
  begin,
  type Occurrences,
  type OpenIncident,
  partsOf,
  scoreOf,
  setCount,
} from './open-incident.ts'
import { openIncidentsOf } from './open-incidents.ts'
import { goalRankOf, stateRanked } from './ranks.ts'
import { ruleVerdicts } from './rule-verdicts.ts'

interface Row {
  id: number
  first: number
  last: number
  state: number
  count: number
  alerts: number
  succeeded: number
  origin_id: number
}

export interface IncidentWriter {
  /** Puts occurrences into the incident they belong to. */
  add(occurrences: Occurrences): void
  /** Writes what was added. Both belong into one transaction. */
  write(): void
}

/**
 * Groups alerts into incidents as they are written. Of each source, address and goal the incident last added to is in
 * memory: only an alert that it does not hold or continue asks the database.
 */
export function incidentWriter(db: Database): IncidentWriter {
  const columns = 'id, first, last, state, count, alerts, succeeded, origin_id'
  const of = 'FROM incident INDEXED BY incident_address WHERE source_ip = ? AND source_id = ? AND goal = ?'
  type Asked = [ip: string, source: number, goal: number, from: number]
  // Without an ORDER BY: with one, SQLite prepares the statement anew at every call.
  const findNear = db.prepare<[...Asked, to: number], Row>(
    `SELECT ${columns} ${of} AND first >= ? AND first < ?`,
  )
  const findLater = db.prepare<Asked, { id: number }>(`SELECT id ${of} AND first > ? LIMIT 1`)
  const readKinds = db.prepare<[number], { type: string; severity: number; count: number }>(
    'SELECT type, severity, count FROM incident_kind WHERE incident_id = ?',
  )
  const insert = db.prepare(`
    INSERT INTO incident (first, last, count, alerts, succeeded, risk, origin_id, source_id, source_ip, goal)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const update = db.prepare(`
    UPDATE incident SET first = ?, last = ?, count = ?, alerts = ?, succeeded = ?, risk = ?, origin_id = ?
    WHERE id = ?`)
  const writeKind = db.prepare(`
    INSERT INTO incident_kind (incident_id, type, severity, count) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET count = excluded.count`)
  const insertRule = db.prepare('INSERT OR IGNORE INTO incident_rule (incident_id, signature) VALUES (?, ?)')
  const verdicts = ruleVerdicts(db)

  const open = openIncidentsOf(db)
  const { unwritten } = open

  function writeOne(incident: OpenIncident): void {
    const { first, last, count, alerts, succeeded, origin, sourceId, sourceIp, goal } = incident
    const values = [first, last, count, alerts, succeeded, scoreOf(incident), origin]
    if (incident.id === undefined) {
      incident.id = Number(insert.run(...values, sourceId, sourceIp, goalRankOf(goal)).lastInsertRowid)
    } else update.run(...values, incident.id)
    for (const kind of incident.unwritten) {
      const { type, rank } = partsOf(kind)
      writeKind.run(incident.id, type, rank, incident.counts.get(kind) ?? 0)
    }
    incident.unwritten.clear()
    for (const signature of incident.unwrittenRules) {
      const { changes } = insertRule.run(incident.id, signature)
      if (changes > 0 && incident.state === 'resolved') verdicts.countRule(incident.id, signature)
    }
    incident.unwrittenRules.clear()
    unwritten.delete(incident)
  }

  function read(row: Row, { sourceId, sourceIp }: Occurrences, goal: Goal, isNewest: boolean): OpenIncident {
    const { id, first, last, count, alerts, succeeded, origin_id: origin } = row
    const incident = {
      ...{ id, sourceId, sourceIp, goal, first, last, count, alerts, succeeded, origin, isNewest },
      state: stateRanked(row.state),
      counts: new Map<number, number>(),
      unwritten: new Set<number>(),
      rules: new Set<string>(),
      unwrittenRules: new Set<string>(),
    }
    for (const kind of readKinds.all(id)) {
      setCount(incident, AlertType.parse(kind.type), kind.severity, kind.count)
    }
    return incident
  }

  /** The incident in the database that occurrences join, or a new one. */
  function find(added: Occurrences, goal: Goal): OpenIncident {
    const { sourceIp, sourceId, minute } = added
    const of = [sourceIp, sourceId, goalRankOf(goal)] as const
    const next = minute + minuteMs
    // No incident is longer than a day, so what began before that does not reach here.
    const near = findNear
      .all(...of, minute - longestMs - reachMs, next + reachMs)
      .map((row) => ({ ...row, row, state: stateRanked(row.state) }))
      .sort((a, b) => a.first - b.first)
    const before = near.findLast(({ first }) => first < next)
    const after = near.find(({ first }) => first >= next)
    const found = joined(before, after, minute)?.row
    const isNewest = !findLater.get(...of, found?.first ?? minute)
    if (!found) return begin(added, goal, isNewest)
    return read(found, added, goal, isNewest)
  }

  return {
    add(added) {
      const goal = goalOf[added.type]
      const key = `${added.sourceId} ${goal} ${added.sourceIp}`
      const known = open.get(key)
      const isPast = known?.isNewest === true && added.minute > known.last
      const isHeld =
        known && (distance(known, added.minute) === 0 || (isPast && mayJoin(known, added.minute)))
      let incident = isHeld ? known : undefined
      if (!incident) {
        // It is looked for in the database, so what is known has to be there.
        if (known && unwritten.has(known)) writeOne(known)
        incident = isPast ? begin(added, goal, true) : find(added, goal)
        open.set(key, incident)
      }
      addTo(incident, added)
      unwritten.add(incident)
    },
    write() {
      for (const incident of unwritten) writeOne(incident)
      open.trim()
    },
  }
}
