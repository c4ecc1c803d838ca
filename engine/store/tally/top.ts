import type { Counts } from './count.ts'
import type { Tallies } from './tallies.ts'

interface Placed {
  /** index in what was counted */
  readonly at: number
  readonly count: number
}

/** The highest counts, highest first; of equals the one that came first. */
function highest(counts: Float64Array, most: number): Placed[] {
  const top: Placed[] = []
  counts.forEach((count, at) => {
    if (count === 0 || (top.length === most && count <= (top.at(-1)?.count ?? 0))) return
    const place = top.findIndex((other) => other.count < count)
    top.splice(place === -1 ? top.length : place, 0, { at, count })
    if (top.length > most) top.pop()
  })
  return top
}

/** The countries with the most alerts; those that cannot be placed are left out. */
export function topCountries({ origins }: Tallies, { byOrigin }: Counts, most: number) {
  const counts = new Float64Array(origins.countries.length)
  byOrigin.forEach((count, origin) => {
    const country = origins.countryOf[origin] ?? 0
    counts[country] = (counts[country] ?? 0) + count
  })
  origins.countries.forEach((name, i) => {
    if (name.length !== 2) counts[i] = 0
  })
  return highest(counts, most).map(({ at, count }) => ({ code: origins.countries[at] ?? '', count }))
}

export interface TopAddress {
  readonly ip: string
  readonly count: number
  /** severity rank */
  readonly worst: number
  readonly country?: string
}

/** The addresses with the most alerts, each with the country it was found in last. */
export function topAddresses(
  { db, origins }: Tallies,
  { byOrigin, ranksOf }: Counts,
  most: number,
): TopAddress[] {
  const counts = new Float64Array(byOrigin.length)
  byOrigin.forEach((count, origin) => {
    const address = origins.addressOf[origin] ?? 0
    counts[address] = (counts[address] ?? 0) + count
  })
  const named = db.prepare<[number], { ip: string }>('SELECT source_ip AS ip FROM origin WHERE id = ?')
  return highest(counts, most).map(({ at, count }) => {
    const own = originsWith(origins.addressOf, at, byOrigin.length)
    const newest = own.findLast((origin) => (byOrigin[origin] ?? 0) > 0) ?? at
    const code = origins.countries[origins.countryOf[newest] ?? 0]
    return {
      ip: named.get(at)?.ip ?? '',
      count,
      worst: 31 - Math.clz32(own.reduce((bits, origin) => bits | (ranksOf[origin] ?? 0), 1)),
      ...(code?.length === 2 && { country: code }),
    }
  })
}

/** The networks with the most alerts; what is no address has none. */
export function topNetworks({ db, origins }: Tallies, { byOrigin }: Counts, most: number) {
  const counts = new Float64Array(byOrigin.length)
  byOrigin.forEach((count, origin) => {
    const network = origins.networkOf[origin] ?? 0
    counts[network] = (counts[network] ?? 0) + count
  })
  const named = db.prepare<[number], { network: string }>('SELECT network FROM origin WHERE id = ?')
  return highest(counts, most + 1)
    .map(({ at, count }) => ({ key: named.get(at)?.network ?? '', count }))
    .filter(({ key }) => key !== '')
    .slice(0, most)
}

/** Every origin of an address, in the order in which they were found. */
function originsWith(addressOf: Uint32Array, address: number, size: number): number[] {
  const own: number[] = []
  for (let at = addressOf.indexOf(address); at !== -1 && at < size; at = addressOf.indexOf(address, at + 1)) {
    own.push(at)
  }
  return own
}
