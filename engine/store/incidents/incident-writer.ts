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
  // No incident is longer than a day, so what began before that does not reach here.
  const findBefore = db.prepare<[...Asked, to: number], Row>(
    `SELECT ${columns} ${of} AND first >= ? AND first < ? ORDER BY first DESC LIMIT 1`,
  )
  const findAfter = db.prepare<Asked, { id: number; first: number }>(
    `SELECT id, first ${of} AND first >= ? ORDER BY first LIMIT 1`,
  )
  const findById = db.prepare<[number], Row>(`SELECT ${columns} FROM incident WHERE id = ?`)
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
    unwritten.delete(incident)
  }

  function read(row: Row, { sourceId, sourceIp }: Occurrences, goal: Goal, isNewest: boolean): OpenIncident {
    const { id, first, last, count, alerts, succeeded, origin_id: origin } = row
    const incident = {
      ...{ id, sourceId, sourceIp, goal, first, last, count, alerts, succeeded, origin, isNewest },
      state: stateRanked(row.state),
      counts: new Map<number, number>(),
      unwritten: new Set<number>(),
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
    const before = findBefore.get(...of, minute - longestMs - reachMs, next)
    const later = findAfter.get(...of, next)
    const after = later && later.first < next + reachMs ? findById.get(later.id) : undefined
    const spanOf = (row: Row | undefined) => row && { ...row, state: stateRanked(row.state), row }
    const found = joined(spanOf(before), spanOf(after), minute)?.row
    if (!found) return begin(added, goal, later === undefined)
    const isNewest = found.id === before?.id ? !later : !findAfter.get(...of, found.first + 1)
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
