import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorRisk, type Day } from '../../engine/actor/risk.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { networkOf } from '../../engine/store/network.ts'
import { accessLine, newDir, type Started, startEngine, until } from './start-engine.ts'

const from = Date.UTC(2026, 10, 21, 8)
const to = from + 3_600_000
const attacker = '81.2.69.142'
const twin = '81.2.69.160'
const other = '8.8.8.8'
let started: Started

beforeAll(async () => {
  const dir = newDir()
  const log = join(dir, 'access.log')
  const lines = [
    accessLine('/', 0, attacker),
    accessLine('/p?id=1+union+select+1,2', 60, attacker),
    accessLine('/f?file=../../../etc/passwd', 120, attacker),
    accessLine('/admin/report', 180, attacker),
    accessLine('/p?id=2+union+select+1,2', 200, twin),
    accessLine('/f?file=../../../etc/passwd', 220, twin),
    accessLine('/c?q=<script>alert(1)</script>', 240, other),
    accessLine('/', 300, other),
  ]
  writeFileSync(log, `${lines.join('\n')}\n`)
  started = await startEngine(join(dir, 'data'))
  await call(started.router.sources.add, { path: log, kind: 'plain' })
  await until(() => started.engine.status().counters.linesRead === lines.length, 'all lines read')
  await started.engine.idle()
})
afterAll(() => started.engine.close())

const get = (kind: 'address' | 'network' | 'country', value: string) =>
  call(started.router.actors.get, { kind, value, from, to })

describe('an actor', () => {
  it('that is an address has a place, a network, what it set off, asked for and with what', async () => {
    const actor = await get('address', attacker)
    expect(actor).toMatchObject({ network: '81.2.69.0/24', isAllowed: false, lookedAt: 2 })
    expect(actor.place.countryCode).toBe('GB')
    expect(new Set(actor.signatures.map(({ type }) => type))).toEqual(
      new Set(['sql-injection', 'path-traversal']),
    )
    expect(actor.targets.map(({ path }) => path).sort()).toEqual(['/f', '/p'])
    expect(actor.userAgents[0]?.userAgent).toContain('Firefox')
    expect(actor.first).toBe(from + 60_000)
    expect(actor.last).toBe(from + 120_000)
  })

  it('knows who behaves like it, and not who does something else', async () => {
    const { similar, signatures } = await get('address', attacker)
    expect(similar.map(({ ip }) => ip)).toEqual([twin])
    expect(similar[0]?.shared).toHaveLength(signatures.length)
    expect(similar[0]?.likeness).toBeCloseTo(1)
  })

  it('that is a network or a country joins its addresses', async () => {
    const network = await get('network', '81.2.69.0/24')
    expect(network.lookedAt).toBe(4)
    expect(network.signatures.reduce((sum, { count }) => sum + count, 0)).toBe(4)
    const country = await get('country', 'US')
    expect(country.signatures.map(({ type }) => type)).toEqual(['xss'])
    expect(country.place.country).toBe('United States')
  })

  it('shows its innocent requests beside its attacks, newest first', async () => {
    const found = await call(started.router.actors.requests, { kind: 'address', value: attacker, from, to })
    expect(found).toMatchObject({ lines: 8, isComplete: true, since: from })
    expect(found.requests.map(({ target, isAttack }) => [target, isAttack])).toEqual([
      ['/admin/report', false],
      ['/f?file=../../../etc/passwd', true],
      ['/p?id=1+union+select+1,2', true],
      ['/', false],
    ])
    const few = await call(started.router.actors.requests, {
      kind: 'address',
      value: attacker,
      from,
      to,
      limit: 1,
    })
    expect(few.requests.map(({ target }) => target)).toEqual(['/admin/report'])
    expect(few.isComplete).toBe(false)
  })

  it('is looked for in older segments too where an old archive arrived last', async () => {
    const dir = newDir()
    const recent = join(dir, 'recent.log')
    const archive = join(dir, 'archive.log')
    writeFileSync(recent, `${accessLine('/seen', 60, attacker)}\n`)
    writeFileSync(
      archive,
      `${accessLine('/old', 60, other).replace('21/Nov/2026', '21/Nov/2024')}\nno format at all\n`,
    )
    const key = generateKey()
    for (const path of [recent, archive]) {
      const own = await startEngine(join(dir, 'data'), key)
      await call(own.router.sources.add, { path, kind: 'plain' })
      await own.engine.idle()
      await until(() => own.engine.status().counters.linesRead >= (path === recent ? 1 : 3), 'it is read')
      if (path === archive) {
        const found = await call(own.router.actors.requests, { kind: 'address', value: attacker, from, to })
        expect(found.requests.map(({ target }) => target)).toEqual(['/seen'])
      }
      await own.engine.close()
    }
  })

  it('that never alerted is calm', async () => {
    const actor = await get('address', '192.0.2.1')
    expect(actor).toMatchObject({ risk: { score: 0, parts: [] }, signatures: [], similar: [], targets: [] })
    expect(actor.first).toBeUndefined()
  })

  it.each([
    ['address', 'nonsense', 'nonsense is no address'],
    ['network', '10.0.0.0/8', '10.0.0.0/8 is no network of Vedette'],
    ['network', '81.2.69.7/24', '81.2.69.7/24 is no network of Vedette'],
    ['country', 'Germany', 'Germany is no country'],
  ] as const)('is refused in a sentence: %s %s', async (kind, value, sentence) => {
    await expect(get(kind, value)).rejects.toThrow(sentence)
  })
})

describe('risk', () => {
  const day = (time: number, counts: Partial<Day['counts']> = {}): Day => ({
    time,
    counts: { critical: 0, high: 0, medium: 0, low: 0, info: 0, ...counts },
  })
  it('is made of parts that add up to it', () => {
    const risk = actorRisk([day(0, { high: 3 }), day(1, { critical: 1, low: 9 })], 3, 80)
    expect(risk.parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(risk.score)
    expect(risk.parts.map(({ name }) => name)).toEqual(['critical', 'high', 'low', 'variety', 'reputation'])
  })
  it('fades, and never leaves 0 to 100', () => {
    const quiet = Array.from({ length: 9 }, (_, i) => day(i + 1))
    const { history } = actorRisk([day(0, { critical: 5 }), ...quiet], 1, undefined)
    expect(history.map(({ score }) => score)).toEqual(
      history.map(({ score }) => score).toSorted((a, b) => b - a),
    )
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000_000), { maxLength: 30 }),
        fc.nat(12),
        fc.nat(100),
        (counts, types, bad) => {
          const { score } = actorRisk(
            counts.map((critical, i) => day(i, { critical })),
            types,
            bad,
          )
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(100)
        },
      ),
    )
  })
})

it.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:7:1::9', '2001:db8:7::/48'],
  ['::ffff:203.0.113.77', '203.0.113.0/24'],
  ['not an address', ''],
  ['', ''],
])('the network of %s is %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network)
})
