import { appendFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { segmentsUpTo } from '../../engine/sealed-log/frames-of.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { SealedLogWriter } from '../../engine/sealed-log/writer.ts'
import { type Answer, judge, summed } from '../../engine/usual/judge.ts'
import { accessLine, newDir, type Started, startEngine, until } from './start-engine.ts'

const answered = (line: string, status: number, bytes: number | '-') =>
  line.replace('" 200 512 "', `" ${status} ${bytes} "`)

const attack = '/report?id=1+union+select+1,2'
let started: Started
const dir = newDir()
const log = join(dir, 'access.log')

beforeAll(async () => {
  const lines = [
    ...Array.from({ length: 40 }, (_, i) => answered(accessLine(`/report?id=${i}`, i), 200, 4_000 + i * 10)),
    answered(accessLine('/report?id=x', 41), 404, 90),
    // Others: another address, another method, an attack on the same address.
    answered(accessLine('/other', 42), 200, 900_000),
    answered(accessLine('/report', 43), 200, 900_000).replace('GET', 'POST'),
    answered(accessLine('/report?q=<script>alert(1)</script>', 44), 200, 900_000),
    answered(accessLine(attack, 120), 200, 312_000),
    answered(accessLine(attack, 240), 200, 4_100),
    answered(accessLine(attack, 360), 403, 200),
    answered(accessLine(attack, 480), 200, '-'),
    answered(accessLine('/never?id=1+union+select+1,2', 600), 200, 10),
  ]
  writeFileSync(log, `${lines.join('\n')}\n`)
  started = await startEngine(join(dir, 'data'))
  await call(started.router.sources.add, { path: log, kind: 'plain' })
  await until(() => started.engine.status().counters.linesRead === lines.length, 'all lines read')
  await started.engine.idle()
})
afterAll(() => started.engine.close())

const usualOf = async (seconds: number) => {
  const time = Date.UTC(2026, 10, 21, 8) + seconds * 1_000
  const alert = (await started.alerts({ types: ['sql-injection'] })).find((one) => one.time === time)
  return call(started.router.alerts.usual, { id: alert?.id ?? 0 })
}

describe('what a request is usually answered with', () => {
  it('is told of innocent requests of the same method and path, by status and size', async () => {
    expect(await usualOf(120)).toEqual({
      isKnown: true,
      judgement: 'larger',
      count: 41,
      answers: [
        {
          hundred: 2,
          count: 40,
          sizes: { count: 40, least: 4_000, low: 4_020, middle: 4_200, high: 4_370, most: 4_390 },
        },
        { hundred: 4, count: 1, sizes: { count: 1, least: 90, low: 90, middle: 90, high: 90, most: 90 } },
      ],
      lines: 49,
      since: Date.UTC(2026, 10, 21, 8),
    })
  })

  it.each([
    [240, 'usual'],
    [360, 'other-status'],
    [480, 'usual'],
    [600, 'unasked'],
  ])('makes the answer after %i seconds: %s', async (seconds, judgement) => {
    expect(await usualOf(seconds)).toMatchObject({ isKnown: true, judgement })
  })

  it('ends when nobody waits for it any more', async () => {
    const [alert] = await started.alerts({ types: ['sql-injection'] })
    const answer = await started.engine.usual.of(alert?.id ?? 0, AbortSignal.abort())
    expect(answer).toMatchObject({ isKnown: true })
  })

  it('is refused in a sentence for an alert that is gone', async () => {
    await expect(call(started.router.alerts.usual, { id: 99_999 })).rejects.toThrow('There is no alert 99999')
  })

  it('is not known of a login, nor of lines that lie in a foreign sealed file', async () => {
    const key = generateKey()
    const sealed = join(dir, 'foreign.log')
    writeFileSync(sealed, `${new Keyring([key]).seal(accessLine('/f?file=../../../../etc/passwd', 10))}\n`)
    await call(started.router.sources.add, { path: sealed, kind: 'sealed', key })
    const auth = join(dir, 'auth.log')
    const failures = Array.from(
      { length: 30 },
      (_, i) => `Nov 21 09:00:${10 + i} host sshd[7]: Failed password for root from 9.9.9.9 port 22 ssh2`,
    )
    writeFileSync(auth, `${failures.join('\n')}\n`)
    await call(started.router.sources.add, { path: auth, kind: 'plain' })
    await until(async () => (await started.alerts({ types: ['brute-force'] })).length > 0, 'a login alerts')
    await until(async () => (await started.alerts({ types: ['path-traversal'] })).length > 0, 'the other too')
    const of = async (type: 'brute-force' | 'path-traversal') =>
      call(started.router.alerts.usual, { id: (await started.alerts({ types: [type] }))[0]?.id ?? 0 })
    expect(await of('brute-force')).toEqual({ isKnown: false, because: 'no-request' })
    expect(await of('path-traversal')).toEqual({ isKnown: false, because: 'elsewhere' })
  })
})

it('segments are looked through from the one a time lies in', async () => {
  const own = newDir()
  const keyring = new Keyring([generateKey()])
  const writer = SealedLogWriter.open(own, keyring, { segmentBytes: 1 })
  for (const at of [100, 200, 300, 400]) await writer.append({ v: 1, source: 1, at }, ['a'])
  await writer.close()
  expect(readdirSync(own).filter((name) => name.startsWith('sealed-'))).toHaveLength(4)
  const upTo = (arrival: number) => segmentsUpTo({ dir: own, keyring }, arrival)
  expect(await upTo(50)).toEqual([])
  expect(await upTo(250)).toEqual([2, 1])
  expect(await upTo(300)).toEqual([3, 2, 1])
  // One that does not open is passed over.
  appendFileSync(join(own, 'sealed-000005.log'), 'no token\n')
  expect(await upTo(900)).toEqual([5, 4, 3, 2, 1])
})

describe('the judgement', () => {
  const many = (count: number, answer: Answer) => Array.from({ length: count }, () => answer)
  const usual = [...many(96, { status: 200, bytes: 1_000 }), ...many(4, { status: 302, bytes: 0 })]
  it.each<[string, Answer, readonly Answer[]]>([
    ['usual', { status: 204, bytes: 1_100 }, usual],
    ['larger', { status: 200, bytes: 1_200 }, usual],
    ['smaller', { status: 200, bytes: 800 }, usual],
    ['usual', { status: 200 }, usual],
    ['usual', { status: 200, bytes: 5 }, many(3, { status: 200 })],
    ['other-status', { status: 302, bytes: 0 }, usual],
    ['other-status', { status: 500, bytes: 1_000 }, usual],
    ['other-status', {}, usual],
    ['unasked', { status: 200 }, []],
    // Two or three answers say nothing of what is usual, four of a hundred with a size neither.
    ['too-few', { status: 200, bytes: 9_000 }, many(4, { status: 200, bytes: 1_000 })],
    ['too-few', { status: 200, bytes: 10 }, many(4, { status: 200, bytes: 1_000 })],
    ['too-few', { status: 500 }, many(4, { status: 200 })],
    [
      'too-few',
      { status: 200, bytes: 9_000 },
      [...usual.map(({ status }) => ({ status })), ...many(4, { status: 200, bytes: 10 })],
    ],
    ['usual', { status: 200, bytes: 1_000 }, many(1, { status: 200, bytes: 1_000 })],
    ['larger', { status: 200, bytes: 9_000 }, many(5, { status: 200, bytes: 1_000 })],
    ['other-status', { status: 500 }, many(5, { status: 200 })],
  ])('is %s for %o', (judgement, own, others) => {
    expect(judge(own, summed(others))).toBe(judgement)
  })
})
