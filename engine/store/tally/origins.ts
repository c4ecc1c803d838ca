import type { Statement } from 'better-sqlite3'
import { Locality } from '../../../contract/alert.ts'
import type { Located } from '../batch.ts'
import type { Database } from '../database.ts'
import { networkOf } from '../network.ts'

/** Coordinates with what is known of them, as the map draws them. */
export interface DrawnPlace {
  readonly latitude: number
  readonly longitude: number
  readonly countryCode: string | null
  readonly city: string | null
}

type OriginRow = readonly [
  id: number,
  address: number,
  locality: string,
  countryCode: string | null,
  city: string | null,
  latitude: number | null,
  longitude: number | null,
  network: number,
]

/**
 * Where alerts came from: an address with the place it had then. In memory stands of each origin what sums are kept
 * by, in typed arrays: fourteen bytes an origin. Origins are only ever added, so reading goes on where it ended.
 */
export class Origins {
  readonly #after: Statement<[number], OriginRow>
  #size = 0
  /** by origin: the first origin with the same address, which stands for the address */
  addressOf = new Uint32Array(1024)
  /** by origin: the first origin of the same network, which stands for the network */
  networkOf = new Uint32Array(1024)
  /** by origin: its place in `places`; 0 has none */
  placeOf = new Uint32Array(1024)
  /** by origin: its country (or why it has none) in `countries` */
  countryOf = new Uint16Array(1024)
  readonly places: (DrawnPlace | undefined)[] = [undefined]
  /** country codes, 'private' and 'unknown' */
  readonly countries: string[] = []
  readonly #placeIds = new Map<string, number>()
  readonly #countryIds = new Map<string, number>()

  constructor(db: Database) {
    this.#after = db
      .prepare<[number], OriginRow>(
        `SELECT id, address_id, locality, country_code, city, latitude, longitude, network_id FROM origin
         WHERE id >= ? ORDER BY id`,
      )
      .raw(true)
  }

  /** Reads what was added. Answers one more than the highest origin. */
  refresh(): number {
    for (const row of this.#after.iterate(this.#size)) this.#add(row)
    return this.#size
  }

  #add([id, address, locality, countryCode, city, latitude, longitude, network]: OriginRow): void {
    if (id >= this.addressOf.length) this.#grow(id * 2)
    this.addressOf[id] = address
    this.networkOf[id] = network
    this.countryOf[id] = numberOf(countryCode ?? locality, this.#countryIds, this.countries)
    if (latitude !== null && longitude !== null) {
      const key = `${latitude},${longitude}`
      const known = this.#placeIds.get(key)
      if (known === undefined) {
        this.#placeIds.set(key, this.places.length)
        this.places.push({ latitude, longitude, countryCode, city })
      }
      this.placeOf[id] = known ?? this.places.length - 1
    }
    this.#size = id + 1
  }

  #grow(length: number): void {
    const grown = <T extends Uint32Array | Uint16Array>(next: T, before: T): T => {
      next.set(before)
      return next
    }
    this.addressOf = grown(new Uint32Array(length), this.addressOf)
    this.networkOf = grown(new Uint32Array(length), this.networkOf)
    this.placeOf = grown(new Uint32Array(length), this.placeOf)
    this.countryOf = grown(new Uint16Array(length), this.countryOf)
  }
}

function numberOf(name: string, ids: Map<string, number>, names: string[]): number {
  const known = ids.get(name)
  if (known !== undefined) return known
  names.push(name)
  ids.set(name, names.length - 1)
  return names.length - 1
}

/** Where an address was when it alerted last. */
export function lastPlaceOf(db: Database, ip: string): Located | undefined {
  const row = db
    .prepare<[string], OriginRow>(
      `SELECT id, address_id, locality, country_code, city, latitude, longitude, network_id FROM origin
       WHERE source_ip = ? ORDER BY id DESC LIMIT 1`,
    )
    .raw(true)
    .get(ip)
  if (!row) return undefined
  const [, , locality, countryCode, city, latitude, longitude] = row
  return {
    locality: Locality.parse(locality),
    ...(countryCode !== null && { countryCode }),
    ...(city !== null && { city }),
    ...(latitude !== null && { latitude }),
    ...(longitude !== null && { longitude }),
  }
}

/** Finds the origin of an alert, or adds it. Part of the batch's transaction. */
export function originFinder(db: Database): (ip: string, place: Located) => number {
  const find = db.prepare<(string | number | null)[], { id: number }>(
    `SELECT id FROM origin WHERE source_ip = ? AND locality = ? AND country_code IS ? AND city IS ?
       AND latitude IS ? AND longitude IS ?`,
  )
  const firstOf = db.prepare<[string], { id: number }>(
    'SELECT address_id AS id FROM origin WHERE source_ip = ? LIMIT 1',
  )
  const firstIn = db.prepare<[string], { id: number }>(
    'SELECT network_id AS id FROM origin WHERE network = ? LIMIT 1',
  )
  const add = db.prepare(
    `INSERT INTO origin (source_ip, locality, country_code, city, latitude, longitude, network, address_id, network_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  // The first of an address, or of a network, stands for it.
  const standForItself = db.prepare(
    `UPDATE origin SET address_id = iif(address_id = 0, id, address_id),
       network_id = iif(network_id = 0, id, network_id) WHERE id = ?`,
  )
  return (ip, place) => {
    const { locality, countryCode = null, city = null, latitude = null, longitude = null } = place
    const columns = [ip, locality, countryCode, city, latitude, longitude]
    const known = find.get(...columns)
    if (known) return known.id
    const address = firstOf.get(ip)?.id
    const network = networkOf(ip)
    const inNetwork = firstIn.get(network)?.id
    const { lastInsertRowid } = add.run(...columns, network, address ?? 0, inNetwork ?? 0)
    const id = Number(lastInsertRowid)
    if (address === undefined || inNetwork === undefined) standForItself.run(id)
    return id
  }
}
