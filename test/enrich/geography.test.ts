import { describe, expect, it } from 'vitest'
import { AddressList, entryProblem } from '../../engine/enrich/block-list.ts'
import { Geography } from '../../engine/enrich/geography.ts'

describe('geography', () => {
  it('places public addresses by the built-in database, of both families', () => {
    const geography = Geography.open(null)
    expect(geography.locate('8.8.8.8')).toMatchObject({ locality: 'located', countryCode: 'US' })
    expect(geography.locate('2001:4860:4860::8888').countryCode).toMatch(/^[A-Z]{2}$/)
    expect(geography.attribution).toContain('DB-IP')
  })
  it.each([
    ['10.1.2.3', 'private'],
    ['192.168.0.1', 'private'],
    ['127.0.0.1', 'private'],
    ['::1', 'private'],
    ['fe80::1', 'private'],
    ['100.64.0.1', 'private'],
    ['web1', 'unknown'],
    ['', 'unknown'],
  ])('never draws %s: it is %s', (address, locality) => {
    const place = Geography.open(null).locate(address)
    expect(place.locality).toBe(locality)
    expect(place.latitude).toBeUndefined()
  })
  it('refuses a file that is no City database in one sentence', () => {
    expect(() => Geography.open('/nonexistent.mmdb')).toThrow(
      /geography database \/nonexistent.mmdb cannot be read/,
    )
  })
})

describe('an address list', () => {
  it('holds addresses and ranges of both families', () => {
    const list = new AddressList(['203.0.113.9', '198.51.100.0/24', '2001:db8::/32'])
    expect(['203.0.113.9', '198.51.100.200', '2001:db8::5'].every((ip) => list.has(ip))).toBe(true)
    expect(['203.0.113.8', '198.51.101.1', '2001:db9::1', 'x'].some((ip) => list.has(ip))).toBe(false)
  })
  it.each(['300.1.1.1', '10.0.0.0/33', 'example.org', '10.0.0.0/8/8', ''])('refuses %s', (entry) => {
    expect(entryProblem(entry)).toContain(`'${entry}'`)
  })
})
