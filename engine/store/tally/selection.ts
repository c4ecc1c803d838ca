import type { AlertFilter, Bounds } from '../../../contract/query.ts'
import { rankOf } from '../severity-rank.ts'
import type { DrawnPlace } from './origins.ts'
import type { Tallies } from './tallies.ts'

/** What a filter wants of the tallies. */
export interface Selection {
  /** by kind: 1 where it is wanted */
  readonly kinds: Uint8Array
  /** by origin: 1 where it is wanted */
  readonly origins: Uint8Array
  /** absent wants all */
  readonly sources?: ReadonlySet<number> | undefined
  /** one more than the highest origin */
  readonly size: number
}

/** All of a filter but its time and its text, which only the alerts know. */
export function selectionOf(tallies: Tallies, filter: AlertFilter): Selection {
  const size = tallies.origins.refresh()
  const origins = originsOf(tallies, filter, size)
  return {
    kinds: kindsOf(tallies, filter),
    origins,
    sources: filter.sourceIds?.length ? new Set(filter.sourceIds) : undefined,
    size,
  }
}

function kindsOf({ kinds }: Tallies, { types, severities }: AlertFilter): Uint8Array {
  const all = kinds.all()
  const wanted = new Uint8Array((all.at(-1)?.id ?? 0) + 1)
  const ranks = severities?.map(rankOf)
  for (const { id, type, severity } of all) {
    const isType = !types?.length || types.includes(type)
    wanted[id] = isType && (!ranks?.length || ranks.includes(severity)) ? 1 : 0
  }
  return wanted
}

function originsOf({ db, origins }: Tallies, filter: AlertFilter, size: number): Uint8Array {
  const { sourceIps, countries, bounds } = filter
  const wanted = new Uint8Array(size)
  if (!sourceIps?.length && !countries?.length && !bounds) return wanted.fill(1)
  if (sourceIps?.length) {
    const marks = sourceIps.map(() => '?').join(', ')
    const ids = db
      .prepare<string[], { id: number }>(`SELECT id FROM origin WHERE source_ip IN (${marks})`)
      .all(...sourceIps)
    for (const { id } of ids) wanted[id] = 1
  } else wanted.fill(1)
  const inCountry = origins.countries.map((code) => !countries?.length || countries.includes(code))
  const inBounds = origins.places.map((place) => !bounds || (place !== undefined && lies(place, bounds)))
  for (let id = 0; id < size; id++) {
    if (!inCountry[origins.countryOf[id] ?? 0] || !inBounds[origins.placeOf[id] ?? 0]) wanted[id] = 0
  }
  return wanted
}

function lies({ latitude, longitude }: DrawnPlace, { north, south, east, west }: Bounds): boolean {
  if (latitude < south || latitude > north) return false
  return west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east
}
