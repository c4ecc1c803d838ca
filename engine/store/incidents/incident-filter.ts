import type { AlertFilter } from '../../../contract/filter.ts'
import type { Database } from '../database.ts'
import { alertConditions, allOf, oneOf, type Sql, type SqlValue } from '../filter-sql.ts'
import type { Ranged } from '../range.ts'
import { rankOf } from '../severity-rank.ts'
import { selectionOf } from '../tally/selection.ts'
import { talliesOf } from '../tally/tallies.ts'
import { alertsAsked, keyReader } from './alerts-of.ts'

/** Addresses that are rather looked up one by one than waited for. */
const fewAddresses = 60

/** What a filter asks of incidents, by who answers it. */
export interface Wanted {
  /** on `incident i`, beside state and time */
  readonly conditions: readonly Sql[]
  /** by origin: 1 where it is wanted; absent wants all */
  readonly origins: Uint8Array | undefined
  /** the addresses of those origins, where they are few */
  readonly addresses: readonly string[] | undefined
  /** whether a part of the filter is known to the alerts alone */
  readonly asksAlerts: boolean
}

export function wantedBy(db: Database, filter: AlertFilter): Wanted {
  // What an incident's own row and kinds answer; all else is asked of its alerts.
  const { from: _, to: __, types, severities, sourceIds, sourceIps, countries, bounds, ...rest } = filter
  const asksAlerts = Object.values(rest).some((value) => value !== undefined && isGiven(value))
  const conditions: Sql[] = []
  if (sourceIds?.length) conditions.push(oneOf('i.source_id', sourceIds))
  const kinds = [
    ...(types?.length ? [oneOf('k.type', types)] : []),
    ...(severities?.length ? [oneOf('k.severity', severities.map(rankOf))] : []),
  ]
  if (kinds.length > 0) {
    const { text, params } = allOf(kinds)
    conditions.push({
      text: `EXISTS (SELECT 1 FROM incident_kind k WHERE k.incident_id = i.id AND ${text})`,
      params,
    })
  }
  const isPlaced = sourceIps?.length || countries?.length || bounds !== undefined
  const origins = isPlaced ? selectionOf(talliesOf(db), filter).origins : undefined
  return { conditions, origins, addresses: origins && addressesOf(db, origins), asksAlerts }
}

const isGiven = (value: string | object): boolean =>
  typeof value === 'string' ? value !== '' : Object.keys(value).length > 0

function addressesOf(db: Database, origins: Uint8Array): string[] | undefined {
  const ids: number[] = []
  for (let id = origins.indexOf(1); id >= 0; id = origins.indexOf(1, id + 1)) {
    ids.push(id)
    if (ids.length > fewAddresses) return undefined
  }
  const these = oneOf('id', ids)
  const ips = db
    .prepare<SqlValue[], string>(`SELECT source_ip FROM origin WHERE ${these.text}`)
    .pluck(true)
    .all(...these.params)
  return [...new Set(ips)]
}

/** Answers whether an incident has an alert that the whole filter matches, and how many alerts it has. */
export function fitsAlerts(db: Database, range: Ranged): (id: number) => { fits: boolean; alerts: number } {
  const read = keyReader(db)
  const matching = alertsAsked<object>(db, '1', allOf(alertConditions(range)), 'LIMIT 1')
  return (id) => {
    const incident = read(id)
    if (!incident) return { fits: false, alerts: 0 }
    return { fits: matching(incident, range.from, range.to).length > 0, alerts: incident.alerts }
  }
}
