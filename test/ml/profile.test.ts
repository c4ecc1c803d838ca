import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogEvent } from '../../contract/event.ts'
import { extractFeatures } from '../../ml/extract-features.ts'
import { features } from '../../ml/features.ts'
import { KeyCounter } from '../../ml/profile/counter.ts'
import { ProfileBuilder, SiteProfile } from '../../ml/profile/index.ts'
import { profileBytes } from '../../ml/profile/layout.ts'

const request = (target: string, more: Partial<LogEvent> = {}): LogEvent => ({
  time: 0,
  kind: 'http',
  format: 'combined',
  sourceIp: '',
  method: 'GET',
  status: 200,
  bytes: 3000,
  userAgent: 'Mozilla/5.0 (X11) Firefox/145.0',
  target,
  path: target.split('?')[0] ?? '',
  ...more,
})

/** A site of two pages. */
function shop(count: number, seed = 7): SiteProfile {
  const builder = new ProfileBuilder(seed)
  for (let i = 0; i < count; i++) builder.add(request(i % 2 === 0 ? `/item/${i}?page=${i % 9}` : '/about'))
  return builder.build()
}

function featuresOf(event: LogEvent, profile: SiteProfile): Record<string, number> {
  const row = new Float32Array(features.length)
  extractFeatures(event, profile, row, 0)
  return Object.fromEntries(features.map(({ name }, i) => [name, row[i] ?? 0]))
}

describe('the profile of a site', () => {
  const site = shop(2000)

  it.each([
    ['pathRarity', request('/item/5000?page=3'), request('/wp-login.php')],
    ['statusOddity', request('/about'), request('/about', { status: 500 })],
    ['lengthOddity', request('/item/1?page=1'), request(`/item/1?page=${'1'.repeat(300)}`)],
    ['sizeOddity', request('/about'), request('/about', { bytes: 9_000_000 })],
    [
      'agentRarity',
      request('/about', { userAgent: 'Mozilla/5.0 (X11) Firefox/147.2' }),
      request('/about', { userAgent: 'probe/1' }),
    ],
    ['nameRarity', request('/item/1?page=1'), request('/item/1?cmd=1')],
    ['valueOddity', request('/item/1?page=77'), request("/item/1?page='")],
    ['gramRarity', request('/item/1?page=1'), request('/item/1?page={{()}}')],
  ])('tells by %s what is usual from what is not', (name, usual, odd) => {
    expect(featuresOf(usual, site)[name]).toBeLessThan(2)
    expect(featuresOf(odd, site)[name]).toBeGreaterThan(featuresOf(usual, site)[name] ?? 0)
    expect(featuresOf(odd, site)[name]).toBeGreaterThan(2)
  })

  it('makes every feature finite and bounded, for any request', () => {
    const text = fc.string({ unit: 'binary', maxLength: 2000 })
    const event = fc.record(
      {
        target: text,
        userAgent: text,
        method: fc.string({ maxLength: 10 }),
        status: fc.integer(),
        bytes: fc.integer(),
      },
      { requiredKeys: ['target'] },
    )
    const row = new Float32Array(features.length)
    fc.assert(
      fc.property(event, fc.constantFrom(site, SiteProfile.empty, site.ofOthers()), (fields, profile) => {
        const path = fields.target.split('?')[0] ?? ''
        extractFeatures(
          { time: 0, kind: 'http', format: 'combined', sourceIp: '', path, ...fields },
          profile,
          row,
          0,
        )
        return features.every(({ most }, i) => {
          const value = row[i] ?? Number.NaN
          return Number.isFinite(value) && value >= 0 && value <= most
        })
      }),
      { numRuns: 500 },
    )
  })

  it('holds no log in memory for the paths and agents it remembers', () => {
    const program = `const { FactReader } = await import('${new URL('../../ml/profile/facts.ts', import.meta.url)}')
      const facts = new FactReader(1)
      gc()
      const before = process.memoryUsage().heapUsed
      for (let i = 0; i < 60; i++) {
        const opened = Buffer.alloc(1_000_000, 'x').toString('latin1', 0, 999_950) + ('/a/path/that/is/cut/out/of/it/' + i).padEnd(50)
        const path = opened.slice(-50)
        path.charCodeAt(3)
        facts.read({ kind: 'http', target: path, path, userAgent: path })
      }
      gc()
      console.log(process.memoryUsage().heapUsed - before)`
    const said = execFileSync(process.execPath, ['--expose-gc', '--input-type=module', '--eval', program])
    expect(Number(said)).toBeLessThan(10_000_000)
  })

  it('makes all features of history 0 where it is empty', () => {
    const values = featuresOf(request('/x?y=z'), SiteProfile.empty)
    for (const { name, ofHistory } of features) if (ofHistory) expect(values[name], name).toBe(0)
  })

  it('speaks of the other requests alone to one that was counted into it', () => {
    const builder = new ProfileBuilder(3)
    for (let i = 0; i < 500; i++) builder.add(request('/about'))
    const without = builder.build()
    const once = request("/only/here?odd='", { userAgent: 'single' })
    builder.add(once)
    const others = builder.build().ofOthers()
    // A byte holds a count to one part in ten.
    const expected = featuresOf(once, without)
    for (const [name, value] of Object.entries(featuresOf(once, others)))
      expect(value, name).toBeCloseTo(expected[name] ?? Number.NaN, 1)
  })

  it('is the same from the same requests and seed, and hashed otherwise by another seed', () => {
    expect(shop(100).toBytes()).toEqual(shop(100).toBytes())
    expect(shop(100, 8).toBytes()).not.toEqual(shop(100).toBytes())
  })

  it('comes back from its bytes', () => {
    const back = SiteProfile.fromBytes(site.toBytes())
    expect(back.requests).toBe(2000)
    expect(new Uint8Array(back.shared)).toEqual(new Uint8Array(site.shared))
    expect(SiteProfile.fromBytes(SiteProfile.empty.toBytes())).toBe(SiteProfile.empty)
  })

  it('is refused where its bytes are damaged, cut, foreign or a bomb', () => {
    const bytes = site.toBytes()
    const foreign = new Uint8Array(profileBytes)
    for (const bad of [
      bytes.subarray(0, 100),
      randomBytes(500),
      deflateRawSync(foreign),
      deflateRawSync(Buffer.alloc(50_000_000)),
    ])
      expect(() => SiteProfile.fromBytes(bad)).toThrow(/damaged or of another version/)
  })

  it('stays as large as it is, whatever comes, and keeps what is frequent', () => {
    const builder = new ProfileBuilder(1)
    for (let i = 0; i < 60_000; i++) {
      builder.add(
        request(`/${(i * 7919).toString(36)}x/${(i * 104_729).toString(36)}`, {
          userAgent: `a${i.toString(36)}`,
        }),
      )
      if (i % 10 === 0) builder.add(request('/about'))
    }
    const flooded = builder.build()
    expect(flooded.toBytes().length).toBeLessThan(256 * 1024)
    expect(featuresOf(request('/about'), flooded).pathRarity).toBeLessThan(4)
    expect(featuresOf(request('/never/seen'), flooded).pathRarity).toBeGreaterThan(10)
  }, 20_000)
})

describe('a counter of keys', () => {
  it('keeps the frequent ones when there are more than it has room for', () => {
    const counter = new KeyCounter(8)
    for (let i = 0; i < 20_000; i++) {
      counter.add(i * 2_654_435_761)
      if (i % 4 === 0) counter.add(42)
    }
    const [first] = counter.top(10)
    expect(first?.key).toBe(42)
    expect(first?.count).toBeGreaterThan(2_000)
    expect(first?.count).toBeLessThanOrEqual(5_000)
  })
})
