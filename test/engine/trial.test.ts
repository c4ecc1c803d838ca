import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TriedLine } from '../../contract/trial.ts'
import { readLabelledSet, toLogLine } from '../../engine/labelled-set.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { accessLine, newDir, type Started, startEngine, until } from './start-engine.ts'

let started: Started
beforeAll(async () => {
  started = await startEngine(join(newDir(), 'data'))
})
afterAll(() => started.engine.close())

const tryAll = (...lines: string[]): Promise<TriedLine[]> => call(started.router.rules.try, { lines })
async function tryOne(line: string): Promise<TriedLine> {
  const [tried] = await tryAll(line)
  if (!tried) throw new Error('It answered nothing.')
  return tried
}
const detector = (tried: TriedLine | undefined, id: string) => tried?.detectors.find((one) => one.id === id)
const login = (i: number, ip: string) =>
  accessLine('/login', i, ip).replace('"GET ', '"POST ').replace('" 200 ', '" 401 ')

describe('a line that is tried', () => {
  it('is shown as its fields, each with how it is decoded', async () => {
    const tried = await tryOne(accessLine('/shop?q=%2527+or+1', 0))
    expect(tried).toMatchObject({ format: 'combined' })
    const field = (name: string) => tried.fields.find((one) => one.name === name)
    expect(field('sourceIp')).toMatchObject({ ecs: 'source.ip', value: '81.2.69.142', decoding: [] })
    expect(field('status')).toMatchObject({ ecs: 'http.response.status_code', value: 200 })
    expect(field('query')?.decoding.map(({ text }) => text)).toEqual([
      'q=%2527+or+1',
      'q=%2527 or 1',
      'q=%27 or 1',
      "q=' or 1",
    ])
  })
  it('is shown with what was found, where, and the alerts it would raise', async () => {
    const line = accessLine('/p?id=1+union+select+a,b+from+users', 0)
    const { findings, alerts, detectors } = await tryOne(line)
    const [start, end] = findings[0]?.rawSpan ?? [0, 0]
    expect(line.slice(start, end)).toMatch(/union\+select/)
    expect(findings[0]).toMatchObject({ detector: 'sql-injection', off: false })
    expect(alerts).toMatchObject([{ type: 'sql-injection', signature: findings[0]?.signature }])
    expect(alerts[0]?.why).toMatch(/in the query string\.$/)
    expect(detectors.map(({ id }) => id)).toEqual(started.engine.detectors.map(({ id }) => id))
    expect(detectors.find(({ id }) => id === 'xss')).toMatchObject({ state: 'quiet', quiet: [] })
  })
  it('is scored, with the features the model saw', async () => {
    const { anomaly } = await tryOne(accessLine('/index.html', 0))
    expect(anomaly?.score).toBeLessThan(anomaly?.threshold ?? 0)
    expect(anomaly?.features.find(({ name }) => name === 'statusClass')?.value).toBe(2)
    const auth = 'Nov 21 09:12:44 web1 sshd[812]: Accepted password for root from 203.0.113.9 port 5 ssh2'
    expect((await tryOne(auth)).anomaly).toBeUndefined()
  })
  it.each([
    ['in a search box', '/code?q=SELECT%20*%20FROM%20users', 'sql-injection', 'search box'],
    ['in a query editor', '/query?sql=select+name+from+users+where+id%3D1', 'sql-injection', 'query editor'],
    ['in prose', '/p?note=the+file+/etc/passwd+was+not+found', 'path-traversal', 'prose'],
    ['in a repository', '/gh/org/repo/blob/main/.env', 'scanner', 'repository'],
    ['of a tool that answered', '/solr/shop/select?q=*:*&rows=24', 'scanner', 'answered'],
    ['too weak alone', '/a?x=<b>bold</b>', 'xss', 'too weak alone'],
  ])('has signs that count for nothing, and why: %s', async (_what, target, id, because) => {
    const tried = await tryOne(accessLine(target, 0))
    expect(detector(tried, id)).toMatchObject({ state: 'quiet' })
    expect(detector(tried, id)?.quiet.map((sign) => sign.because)).toContain(because)
    expect(tried.alerts.filter(({ type }) => type !== 'anomaly')).toEqual([])
  })
  it('is judged by the rules as they are set', async () => {
    const line = accessLine('/p?id=1+union+select+a,b+from+users', 0)
    const signatures = (await tryOne(line)).findings.map(({ signature }) => signature)
    const [strongest = ''] = signatures
    const set = (enabled: boolean, severity: 'info' | null) =>
      call(started.router.rules.set, { changes: [{ id: strongest, enabled, severity }] })
    await set(true, 'info')
    expect((await tryOne(line)).alerts[0]?.severity).toBe('info')
    await set(false, null)
    const { alerts, findings } = await tryOne(line)
    expect(alerts[0]?.signature).toBe(signatures[1])
    expect(findings.find(({ signature }) => signature === strongest)?.off).toBe(true)
    await call(started.router.rules.set, { changes: [{ id: 'sql-injection', enabled: false }] })
    expect(detector(await tryOne(line), 'sql-injection')?.state).toBe('off')
    await call(started.router.rules.set, { changes: [{ id: 'sql-injection', enabled: true }] })
    await set(true, null)
  })
})

describe('several lines that are tried', () => {
  it('are counted by windows of their own, anew each time', async () => {
    const lines = Array.from({ length: 8 }, (_, i) => login(i, '203.0.113.50'))
    for (const _ of [1, 2]) {
      const tried = await tryAll(...lines)
      expect(tried.slice(0, 7).flatMap(({ alerts }) => alerts)).toEqual([])
      expect(tried[7]?.alerts).toMatchObject([{ signature: 'brute-force-single' }])
      expect(detector(tried[7], 'brute-force')?.state).toBe('found')
    }
  })
  it('do not ask detectors by address for one on the allow list', async () => {
    await call(started.router.settings.set, { allowList: ['203.0.113.50'] })
    const tried = await tryAll(...Array.from({ length: 9 }, (_, i) => login(i, '203.0.113.50')))
    expect(tried.flatMap(({ alerts }) => alerts)).toEqual([])
    expect(detector(tried[8], 'brute-force')).toMatchObject({ state: 'not-asked', because: 'allow-list' })
    await call(started.router.settings.set, { allowList: [], blockList: ['203.0.113.50'] })
    expect((await tryOne(login(0, '203.0.113.50'))).alerts).toMatchObject([{ type: 'ip-reputation' }])
    await call(started.router.settings.set, { blockList: [] })
  })
  it('leave no trace', async () => {
    const { db } = started.engine
    const changes = () => db.prepare('SELECT total_changes()').pluck().get()
    const [before, counters] = [changes(), started.engine.status().counters]
    await tryAll(accessLine('/p?id=1+union+select+a,b', 0), 'no line of any format')
    expect(changes()).toBe(before)
    expect(started.engine.status().counters).toEqual(counters)
    expect(await call(started.router.sources.quarantine, {})).toEqual([])
  })
  it('that are too long together are refused in one sentence', async () => {
    const long = 'a'.repeat(64 * 1024)
    await expect(tryAll(long, long, long, long, 'a')).rejects.toThrow(/262145 characters together/)
    await expect(tryAll(`${long}a`)).rejects.toThrow()
    await expect(tryAll('one\ntwo')).rejects.toThrow()
    await expect(call(started.router.rules.try, { lines: [] })).rejects.toThrow()
  })
  it('raise the very alerts that they raise when a log brings them', async () => {
    const requests = await readLabelledSet()
    const lines = requests.filter((_, i) => i % 6 === 0).map((request, i) => toLogLine(request, i))
    const parts = [lines.slice(0, 100), lines.slice(100, 200)]
    for (const part of parts) {
      const one = await startEngine(join(newDir(), 'data'))
      const log = join(newDir(), 'access.log')
      writeFileSync(log, `${part.join('\n')}\n`)
      const tried = await call(one.router.rules.try, { lines: part })
      await call(one.router.sources.add, { path: log, kind: 'plain' })
      await until(() => one.engine.status().counters.linesRead === part.length, 'the lines are read')
      await one.engine.idle()
      const told = ({ type, severity, signature, why }: TriedLine['alerts'][number]) =>
        `${type} ${severity} ${signature} ${why}`
      const raised = await one.alerts({ from: Date.UTC(2026, 0), to: Date.UTC(2027, 0) })
      expect(raised.every(({ count }) => count === 1)).toBe(true)
      expect(tried.flatMap(({ alerts }) => alerts.map(told)).sort()).toEqual(raised.map(told).sort())
      await one.engine.close()
    }
  })
})

describe('a line of no known format is told why', () => {
  it.each([
    ['an empty one', '', /^The line is empty\.$/],
    ['a sealed one', new Keyring([generateKey()]).seal('x'), /^It is a sealed token/],
    ['broken JSON', '{"a": ', /^It begins like JSON, but is not one whole/],
    ['JSON of something else', '{"a": 1}', /^It is JSON, but no access log/],
    ['a time that is none', accessLine('/', 0).replace('21/Nov', '41/Nov'), /^Its time '41\/Nov\/2026:08:/],
    ['no request', '1.2.3.4 - - [21/Nov/2026:08:00:00 +0000] GET /', /but not the quoted request/],
    ['no client', accessLine('/', 0).replace('81.2.69.142', '§§'), /^Its first word '§§' is neither/],
    ['a field too few', accessLine('/', 0).replace(' - -', ''), /^Before its time stand other fields/],
    ['another program', 'Nov 21 09:12:44 web1 nginx[1]: start', /^It is a syslog line of 'nginx'/],
    ['anything else', 'hello world', /^It begins like no format that is read \('hello world'\)/],
  ])('%s', async (_what, line, sentence) => {
    const tried = await tryOne(line)
    expect(tried).toMatchObject({ format: null, fields: [], detectors: [], findings: [], alerts: [] })
    expect(tried.problem).toMatch(sentence)
  })
  it('also where it is of another one than wanted', async () => {
    const lines = [accessLine('/', 0)]
    const [asked] = await call(started.router.rules.try, { lines, format: 'sshd' })
    expect(asked?.problem).toBe('It is not read as sshd; it would be as combined.')
    const [fits] = await call(started.router.rules.try, { lines, format: 'combined' })
    expect(fits).toMatchObject({ format: 'combined' })
  })
})
