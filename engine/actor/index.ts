/** Who attacks: everything the console shows of an address, a network or a country. */
import type { Actor, ActorQuery, ActorRequests } from '../../contract/actor.ts'
import type { LogEvent } from '../../contract/event.ts'
import type { AlertFilter } from '../../contract/filter.ts'
import type { Finding } from '../../contract/finding.ts'
import { countryName } from '../enrich/country-name.ts'
import type { Enrichment } from '../enrichment.ts'
import { BadInput } from '../errors.ts'
import type { Keyring } from '../sealed-log/keyring.ts'
import { AlertStore } from '../store/alert-store.ts'
import type { Database } from '../store/database.ts'
import { networkOf } from '../store/network.ts'
import { rangeOf } from '../store/range.ts'
import { severityOf } from '../store/severity-rank.ts'
import { type Counts, countIn, oneBucket } from '../store/tally/count.ts'
import { lastPlaceOf } from '../store/tally/origins.ts'
import { type Tallies, talliesOf } from '../store/tally/tallies.ts'
import { dayMs, floorTo } from '../store/time-steps.ts'
import { evidenceOf } from './evidence-of.ts'
import { requestsOf } from './requests.ts'
import { actorRisk, type Day } from './risk.ts'
import { similarTo } from './similar.ts'

const historyDays = 30
const similarShown = 8

export interface ActorParts {
  readonly db: Database
  readonly keyring: Keyring
  readonly enrichment: Enrichment
  readonly sealedDir: string
  readonly match: (event: LogEvent) => Finding[]
  /** demo addresses have a reputation of their own */
  readonly demoSourceId: number
}

export class Actors {
  readonly #parts: ActorParts

  constructor(parts: ActorParts) {
    this.#parts = parts
  }

  /** @throws BadInput where the value names no such actor */
  get(query: ActorQuery, now: number): Actor {
    const { db, keyring, enrichment, demoSourceId } = this.#parts
    const { kind, value } = query
    const own = filterOf(query)
    const tallies = talliesOf(db)
    const range = rangeOf({ ...query, ...own }, new AlertStore(db).extent(), now)
    const counted = countIn(tallies, own, range, oneBucket(range))
    const signatures = signaturesOf(tallies, counted)
    const days = daysUntil(tallies, own, range.to)
    const types = new Set(days.flatMap((day) => [...day.types])).size
    const isAddress = kind === 'address'
    const reputation = isAddress
      ? (enrichment.reputation(value, -1) ?? demoReputation(db, enrichment, value, demoSourceId))
      : undefined
    const traits = signatures.map(({ id }) => id)
    return {
      kind,
      value,
      ...placeOf(query, db, enrichment),
      ...(isAddress && { network: networkOf(value) }),
      ...(reputation && { reputation }),
      isAllowed: isAddress && enrichment.isAllowed(value),
      ...extentOf(db, own),
      risk: actorRisk(days, types, reputation?.score),
      signatures,
      ...evidenceOf(db, keyring, { ...query, ...own }, now),
      similar: isAddress ? similarTo(tallies, own, traits, range, similarShown) : [],
    }
  }

  /** Its requests in the own sealed log, innocent ones as well. @throws BadInput as `get` */
  requests(query: ActorQuery & { limit: number }, now: number, signal?: AbortSignal): Promise<ActorRequests> {
    const { keyring, sealedDir, enrichment, match } = this.#parts
    const { kind, value } = query
    filterOf(query)
    const { from, to } = rangeOf(query, undefined, now)
    const isActor = {
      address: (ip: string) => ip === value,
      network: (ip: string) => networkOf(ip) === value,
      country: (ip: string) => enrichment.geography.locate(ip).countryCode === value,
    }[kind]
    return requestsOf({
      dir: sealedDir,
      keyring,
      match,
      isActor,
      from: query.from ?? from,
      to,
      limit: query.limit,
      signal,
    })
  }
}

function filterOf({ kind, value }: ActorQuery): AlertFilter {
  switch (kind) {
    case 'address':
      if (networkOf(value) === '') throw new BadInput(`${value} is no address: give one such as 203.0.113.7.`)
      return { sourceIps: [value] }
    case 'network':
      if (networkOf(value.split('/')[0] ?? '') !== value)
        throw new BadInput(`${value} is no network of Vedette: give a /24 or /48 such as 203.0.113.0/24.`)
      return { networks: [value] }
    case 'country':
      if (!/^[A-Z]{2}$/.test(value))
        throw new BadInput(`${value} is no country: give its two letters, such as DE.`)
      return { countries: [value] }
  }
}

/** An address of the demo is bad for the demo alone, so it must have come from there. */
function demoReputation(db: Database, enrichment: Enrichment, ip: string, demoSourceId: number) {
  const isFromDemo = db
    .prepare<[string, number], { one: number }>(
      `SELECT 1 AS one FROM alert INDEXED BY alert_origin_time
       WHERE origin_id IN (SELECT id FROM origin WHERE source_ip = ?) AND source_id = ? LIMIT 1`,
    )
    .get(ip, demoSourceId)
  return isFromDemo && enrichment.reputation(ip, demoSourceId)
}

/** Of an address where its newest alert had it, as the map shows it. */
function placeOf(
  { kind, value }: ActorQuery,
  db: Database,
  { geography }: Enrichment,
): Pick<Actor, 'place' | 'locality'> {
  if (kind === 'country')
    return { place: { countryCode: value, country: countryName(value) }, locality: 'located' }
  const known = kind === 'address' ? lastPlaceOf(db, value) : undefined
  const { locality, countryCode, city, latitude, longitude } =
    known ?? geography.locate(value.split('/')[0] ?? '')
  return {
    locality,
    place: {
      ...(countryCode !== undefined && { countryCode, country: countryName(countryCode) }),
      ...(city !== undefined && { city }),
      ...(latitude !== undefined && longitude !== undefined && { latitude, longitude }),
    },
  }
}

function signaturesOf({ kinds }: Tallies, { byKind }: Counts): Actor['signatures'] {
  const counts = new Map<string, Actor['signatures'][number]>()
  for (const { id, type, signature } of kinds.all()) {
    const count = byKind[id] ?? 0
    if (count === 0) continue
    counts.set(signature, { id: signature, type, count: (counts.get(signature)?.count ?? 0) + count })
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)
}

/** The last thirty days up to the end of a range. */
function daysUntil(tallies: Tallies, own: AlertFilter, to: number): (Day & { types: Set<string> })[] {
  const last = floorTo(to - 1, dayMs)
  const first = last - (historyDays - 1) * dayMs
  const counted = countIn(tallies, own, { from: first, to }, { first, width: dayMs, count: historyDays })
  return Array.from({ length: historyDays }, (_, day) => {
    const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }
    const types = new Set<string>()
    for (const { id, type, severity } of tallies.kinds.all()) {
      const count = counted.byKind[day * counted.kindCount + id] ?? 0
      if (count > 0) types.add(type)
      counts[severityOf(severity)] += count
    }
    return { time: first + day * dayMs, counts, types }
  })
}

/** First and last alert of all there are. */
function extentOf(db: Database, own: AlertFilter): Pick<Actor, 'first' | 'last'> {
  const [column, value] = own.sourceIps?.length
    ? (['source_ip', own.sourceIps[0]] as const)
    : (['network', own.networks?.[0]] as const)
  if (value === undefined) return {}
  const row = db
    .prepare<[string], { first: number | null; last: number | null }>(
      `SELECT min((SELECT min(time) FROM alert INDEXED BY alert_origin_time WHERE origin_id = o.id)) AS first,
         max((SELECT max(time) FROM alert INDEXED BY alert_origin_time WHERE origin_id = o.id)) AS last
       FROM origin o WHERE o.${column} = ?`,
    )
    .get(value)
  if (!row || row.first === null || row.last === null) return {}
  return { first: row.first, last: row.last }
}
