import type { AlertFilter, AlertValues, Bounds } from '../../../contract/filter.ts'
import { rankOf } from '../severity-rank.ts'
import type { Kind } from './kinds.ts'
import type { DrawnPlace } from './origins.ts'
import type { Tallies } from './tallies.ts'

/** What a filter wants of the tallies. */
export interface Selection {
  /** by kind: 1 where it is wanted */
  readonly kinds: Uint8Array
  /** by origin: 1 where it is wanted */
  readonly origins: Uint8Array
  /** absent wants all */
  readonly sources?: ((id: number) => boolean) | undefined
  /** one more than the highest origin */
  readonly size: number
}

/** All of a filter but its time and what only the alerts know (see `rowConditions`). */
export function selectionOf(tallies: Tallies, filter: AlertFilter): Selection {
  const size = tallies.origins.refresh()
  return {
    kinds: kindsOf(tallies, filter),
    origins: originsOf(tallies, filter, size),
    sources: sourcesOf(filter),
    size,
  }
}

const has = <T>(values: readonly T[] | undefined): values is readonly T[] =>
  values !== undefined && values.length > 0

function sourcesOf({ sourceIds, not }: AlertFilter): Selection['sources'] {
  if (!has(sourceIds) && !has(not?.sourceIds)) return undefined
  return (id) => (!has(sourceIds) || sourceIds.includes(id)) && !not?.sourceIds?.includes(id)
}

function kindsOf({ kinds }: Tallies, filter: AlertFilter): Uint8Array {
  const all = kinds.all()
  const wanted = new Uint8Array((all.at(-1)?.id ?? 0) + 1)
  const takes = kindTest(filter)
  const leaves = kindParts(filter.not ?? {})
  for (const kind of all) wanted[kind.id] = takes(kind) && !leaves.some((test) => test(kind)) ? 1 : 0
  return wanted
}

function kindParts({ types, severities, signatures }: AlertValues): ((kind: Kind) => boolean)[] {
  const ranks = severities?.map(rankOf)
  return [
    ...(has(types) ? [({ type }: Kind) => types.includes(type)] : []),
    ...(has(ranks) ? [({ severity }: Kind) => ranks.includes(severity)] : []),
    ...(has(signatures) ? [({ signature }: Kind) => signatures.includes(signature)] : []),
  ]
}

const kindTest = (values: AlertValues) => {
  const parts = kindParts(values)
  return (kind: Kind) => parts.every((test) => test(kind))
}

function originsOf(tallies: Tallies, filter: AlertFilter, size: number): Uint8Array {
  const { bounds, not = {} } = filter
  const takes = originMasks(tallies, filter, size)
  const leaves = originMasks(tallies, not, size)
  const { places, placeOf } = tallies.origins
  if (bounds) {
    const inside = places.map((place) => place !== undefined && lies(place, bounds))
    takes.push((id) => inside[placeOf[id] ?? 0] === true)
  }
  const wanted = new Uint8Array(size)
  if (takes.length === 0 && leaves.length === 0) return wanted.fill(1)
  for (let id = 0; id < size; id++) {
    if (takes.every((test) => test(id)) && !leaves.some((test) => test(id))) wanted[id] = 1
  }
  return wanted
}

type OriginTest = (origin: number) => boolean

function originMasks(tallies: Tallies, { sourceIps, networks, countries }: AlertValues, size: number) {
  const { countryOf, countries: names } = tallies.origins
  const tests: OriginTest[] = []
  if (has(sourceIps)) tests.push(originsWith(tallies, 'source_ip', sourceIps, size))
  if (has(networks)) tests.push(originsWith(tallies, 'network', networks, size))
  if (has(countries)) {
    const inside = names.map((code) => countries.includes(code))
    tests.push((id) => inside[countryOf[id] ?? 0] === true)
  }
  return tests
}

function originsWith(
  { db }: Tallies,
  column: 'source_ip' | 'network',
  values: readonly string[],
  size: number,
): OriginTest {
  const marks = values.map(() => '?').join(', ')
  const found = new Uint8Array(size)
  const rows = db
    .prepare<string[], { id: number }>(`SELECT id FROM origin WHERE ${column} IN (${marks})`)
    .all(...values)
  for (const { id } of rows) found[id] = 1
  return (id) => found[id] === 1
}

function lies({ latitude, longitude }: DrawnPlace, { north, south, east, west }: Bounds): boolean {
  if (latitude < south || latitude > north) return false
  return west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east
}
