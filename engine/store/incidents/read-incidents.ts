import { AlertType } from '../../../contract/attack-type.ts'
import type { Incident } from '../../../contract/incident.ts'
import { countryName } from '../../enrich/country-name.ts'
import type { Database } from '../database.ts'
import { oneOf, type SqlValue } from '../filter-sql.ts'
import { severityOf } from '../severity-rank.ts'
import { goalRanked } from './ranks.ts'
import { type StepColumns, toTriage } from './triage-steps.ts'

interface Row extends StepColumns {
  id: number
  source_id: number
  source_ip: string
  goal: number
  first: number
  last: number
  count: number
  succeeded: number
  risk: number
  source_name: string
  source_kind: string
  country_code: string | null
  city: string | null
  latitude: number | null
  longitude: number | null
}

interface Kind {
  incident_id: number
  type: string
  severity: number
  count: number
}

/**
 * Reads incidents as the screens show them, in the order of `ids`; those that are gone are left out.
 * @param openNote opens a sealed note
 */
export function readIncidents(
  db: Database,
  ids: readonly number[],
  openNote: (token: string) => string,
): Incident[] {
  const these = oneOf('i.id', ids)
  const rows = db
    .prepare<SqlValue[], Row>(
      `SELECT i.id, i.source_id, i.source_ip, i.goal, i.first, i.last, i.count, i.succeeded, i.risk,
         s.name AS source_name, s.kind AS source_kind, o.country_code, o.city, o.latitude, o.longitude,
         t.at, t.state, t.reason, t.note
       FROM incident i JOIN source s ON s.id = i.source_id JOIN origin o ON o.id = i.origin_id
         LEFT JOIN triage_step t ON t.id = i.step_id
       WHERE ${these.text}`,
    )
    .all(...these.params)
  const kinds = new Map<number, Kind[]>()
  const ofThese = oneOf('incident_id', ids)
  for (const kind of db
    .prepare<SqlValue[], Kind>(
      `SELECT incident_id, type, severity, count FROM incident_kind WHERE ${ofThese.text}`,
    )
    .iterate(...ofThese.params)) {
    const known = kinds.get(kind.incident_id)
    if (known) known.push(kind)
    else kinds.set(kind.incident_id, [kind])
  }
  const byId = new Map(rows.map((row) => [row.id, toIncident(row, kinds.get(row.id) ?? [], openNote)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

function toIncident(row: Row, kinds: readonly Kind[], openNote: (token: string) => string): Incident {
  const { country_code: code, city, latitude, longitude } = row
  const severities = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }
  const types = new Map<AlertType, number>()
  for (const { type: name, severity, count } of kinds) {
    severities[severityOf(severity)] += count
    const type = AlertType.parse(name)
    types.set(type, (types.get(type) ?? 0) + count)
  }
  return {
    id: row.id,
    sourceId: row.source_id,
    sourceName: row.source_name,
    demo: row.source_kind === 'demo',
    sourceIp: row.source_ip,
    place: {
      ...(code !== null && { countryCode: code, country: countryName(code) }),
      ...(city !== null && { city }),
      ...(latitude !== null && longitude !== null && { latitude, longitude }),
    },
    goal: goalRanked(row.goal),
    first: row.first,
    last: row.last,
    count: row.count,
    succeeded: row.succeeded,
    severities,
    worst: severityOf(Math.max(0, ...kinds.map(({ severity }) => severity))),
    types: [...types].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count),
    risk: row.risk,
    triage: toTriage(row, openNote),
  }
}
