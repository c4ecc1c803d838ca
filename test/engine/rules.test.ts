import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Alert } from '../../contract/alert.ts'
import type { RulesChange } from '../../contract/rules.ts'
import { createDetection, detectorDocs } from '../../detectors/index.ts'
import { Analysis } from '../../engine/analysis.ts'
import { readLabelledSet, toLogLine } from '../../engine/labelled-set.ts'
import { RuleSet, rulesOf } from '../../engine/rules/rule-set.ts'
import { Scorer } from '../../ml/scorer.ts'
import { accessLine, newDir, type Started, startEngine, until } from './start-engine.ts'

let started: Started
let log: string
let read = 0

beforeAll(async () => {
  const dir = newDir()
  log = join(dir, 'access.log')
  writeFileSync(log, '')
  started = await startEngine(join(dir, 'data'))
  await call(started.router.sources.add, { path: log, kind: 'plain' })
})
afterAll(() => started.engine.close())

const set = (change: RulesChange) => call(started.router.rules.set, change)
const reset = () => {
  const { detectors, unknown } = started.engine.rules.settings()
  const ids = detectors.flatMap(({ id, signatures }) => [id, ...signatures.map((s) => s.id)])
  const changes = [...ids, ...unknown].map((id) => ({ id, enabled: true, severity: null }))
  return set({ changes, anomalyThreshold: null })
}

/** Appends lines to the log, each a minute after the one before; answers the alerts they brought. */
async function alertsOf(...targets: string[]): Promise<Alert[]> {
  const before = new Set((await started.alerts()).map(({ id }) => id))
  for (const target of targets) appendFileSync(log, `${accessLine(target, 60 * read++)}\n`)
  await until(() => started.engine.status().counters.linesRead === read, 'the lines are read')
  await started.engine.idle()
  return (await started.alerts()).filter(({ id }) => !before.has(id))
}
const told = (alerts: readonly Alert[]) =>
  alerts.map(({ type, signature, severity }) => `${type} ${signature} ${severity}`).sort()

const union = '/p?id=1+union+select+a,b+from+users'
/** What of it reports, with all rules on. */
let signatures: string[]

describe('a rule that is switched', () => {
  it('off reports no more, while its line is told by the next strongest', async () => {
    signatures = []
    for (;;) {
      const alerts = await alertsOf(union)
      const [sql] = alerts.filter(({ type }) => type === 'sql-injection')
      if (!sql) break
      signatures.push(sql.signature)
      await set({ changes: [{ id: sql.signature, enabled: false }] })
    }
    expect(signatures.length).toBeGreaterThan(1)
    expect(new Set(signatures).size).toBe(signatures.length)
  })
  it('on again reports from then on, and nothing of before', async () => {
    const before = (await started.alerts()).length
    await reset()
    expect(await started.alerts()).toHaveLength(before)
    expect((await alertsOf(union))[0]?.signature).toBe(signatures[0])
  })
  it('off as a whole detector is silent with all its signatures, and others go on', async () => {
    const both = `${union}&x=<script>alert(1)</script>`
    expect(new Set((await alertsOf(both)).map(({ type }) => type))).toEqual(new Set(['sql-injection', 'xss']))
    const { detectors } = await set({ changes: [{ id: 'sql-injection', enabled: false }] })
    const sql = detectors.find(({ id }) => id === 'sql-injection')
    expect(sql?.enabled).toBe(false)
    expect(sql?.signatures.every(({ enabled, isOn }) => enabled && !isOn)).toBe(true)
    expect(new Set((await alertsOf(both)).map(({ type }) => type))).toEqual(new Set(['xss']))
    await reset()
  })
  it('off has its part neither in the alert nor in its evidence', async () => {
    const [strongest = '', next = ''] = signatures
    await set({ changes: [{ id: strongest, enabled: false }] })
    const [alert] = await alertsOf(union)
    const detail = await call(started.router.alerts.get, { id: alert?.id ?? 0 })
    expect(detail.evidence.map(({ signature }) => signature)).not.toContain(strongest)
    expect(detail.evidence[0]?.signature).toBe(next)
    await reset()
  })
  it('off counts for frequency detectors as well', async () => {
    const logins = (minute: number) =>
      Array.from({ length: 10 }, (_, i) =>
        accessLine('/login', 40_000 + 60 * minute + i, `198.51.100.${minute}`)
          .replace('"GET ', '"POST ')
          .replace('" 200 ', '" 401 '),
      )
    const append = async (lines: readonly string[]) => {
      const before = new Set((await started.alerts()).map(({ id }) => id))
      appendFileSync(log, `${lines.join('\n')}\n`)
      read += lines.length
      await until(() => started.engine.status().counters.linesRead === read, 'the logins are read')
      return (await started.alerts()).filter(({ id, type }) => type === 'brute-force' && !before.has(id))
    }
    expect(told(await append(logins(1)))).toEqual(['brute-force brute-force-single high'])
    await set({ changes: [{ id: 'brute-force-single', enabled: false }] })
    expect(await append(logins(2))).toEqual([])
    await set({ changes: [{ id: 'brute-force-single', enabled: true, severity: 'critical' }] })
    expect(told(await append(logins(3)))).toEqual(['brute-force brute-force-single critical'])
    await reset()
  })
})

describe('a rule that is switched while other threads match', () => {
  it('counts all the same, in the order of the log', async () => {
    const { engine, router } = await startEngine(join(newDir(), 'data'))
    const file = join(newDir(), 'access.log')
    const lines = (from: number) =>
      Array.from({ length: 4_000 }, (_, i) => accessLine(`${union}&n=${'x'.repeat(200)}`, from + i)).join(
        '\n',
      )
    writeFileSync(file, `${lines(0)}\n`)
    await call(router.rules.set, { changes: [{ id: 'sql-injection', enabled: false }] })
    await call(router.sources.add, { path: file, kind: 'plain' })
    await until(() => engine.status().counters.linesRead === 4_000, 'the first half is read')
    await engine.idle()
    const found = async () =>
      (await call(router.rules.hits, {})).filter(({ signature }) => /^sqli/.test(signature))
    expect(await found()).toEqual([])
    await call(router.rules.set, { changes: [{ id: 'sql-injection', enabled: true }] })
    appendFileSync(file, `${lines(4_000)}\n`)
    await until(() => engine.status().counters.linesRead === 8_000, 'the second half is read')
    await engine.idle()
    expect((await found()).map(({ count }) => count)).toEqual([4_000])
    await engine.close()
  })
})

describe('a severity of one’s own', () => {
  it('is what alerts are told and repeated by', async () => {
    const [strongest = ''] = signatures
    await set({ changes: [{ id: strongest, severity: 'info' }] })
    const lines = [0, 1, 2].map((i) => accessLine(union, 60 * read + i, '198.51.100.77'))
    const before = new Set((await started.alerts()).map(({ id }) => id))
    appendFileSync(log, `${lines.slice(0, 2).join('\n')}\n`)
    await until(() => started.engine.status().counters.linesRead === read + 2, 'two are read')
    await set({ changes: [{ id: strongest, severity: 'low' }] })
    appendFileSync(log, `${lines[2]}\n`)
    read += 3
    await until(() => started.engine.status().counters.linesRead === read, 'the third is read')
    const alerts = (await started.alerts()).filter(({ id }) => !before.has(id))
    expect(alerts.map(({ severity, count }) => [severity, count]).sort()).toEqual([
      ['info', 2],
      ['low', 1],
    ])
    await reset()
  })
  it('of a detector is that of its signatures which have none', async () => {
    const [first = '', second = ''] = signatures
    const { detectors } = await set({
      changes: [
        { id: 'sql-injection', severity: 'low' },
        { id: first, severity: 'critical' },
      ],
    })
    const sql = detectors.find(({ id }) => id === 'sql-injection')?.signatures ?? []
    expect(sql.find(({ id }) => id === first)?.reportedAs).toBe('critical')
    expect(sql.find(({ id }) => id === second)).toMatchObject({ severity: null, reportedAs: 'low' })
    expect((await alertsOf(union))[0]?.severity).toBe('critical')
    await reset()
  })
})

describe('the anomaly model', () => {
  it('is switched, told by a severity of one’s own and given a threshold like a rule', async () => {
    const anomalies = async () => (await alertsOf('/ordinary')).filter(({ type }) => type === 'anomaly')
    await set({ changes: [], anomalyThreshold: 0 })
    expect(started.engine.preferences.view().anomalyThreshold).toBe(0)
    expect(started.engine.status().model.threshold).toBe(0)
    expect(await anomalies()).toHaveLength(1)
    await set({ changes: [{ id: 'isolation-forest', severity: 'high' }] })
    expect((await anomalies())[0]?.severity).toBe('high')
    await set({ changes: [{ id: 'anomaly', enabled: false }] })
    expect(await anomalies()).toEqual([])
    const { anomalyThreshold } = await reset()
    expect(anomalyThreshold.isOwn).toBe(false)
    expect(anomalyThreshold.value).toBe(anomalyThreshold.shipped)
  })
})

describe('a change of rules', () => {
  it('with an id that no rule has is refused in one sentence, and nothing of it is done', async () => {
    const changes = [
      { id: 'xss', enabled: false },
      { id: 'constructor', enabled: false },
    ]
    await expect(set({ changes, anomalyThreshold: 0.1 })).rejects.toThrow(
      "There is no rule 'constructor': name a signature or a detector by its id.",
    )
    const { detectors, anomalyThreshold } = await call(started.router.rules.settings, undefined)
    expect(detectors.every(({ enabled }) => enabled)).toBe(true)
    expect(anomalyThreshold.isOwn).toBe(false)
  })
  it('survives a restart, also where a rule is unknown to this version', async () => {
    const one = await startEngine(join(newDir(), 'data'))
    await call(one.router.rules.set, { changes: [{ id: 'xss', enabled: false, severity: 'low' }] })
    const row = one.engine.db.prepare("SELECT value FROM setting WHERE name = 'rules'").pluck().get()
    expect(JSON.parse(String(row))).toEqual({ xss: { off: true, severity: 'low' } })
    one.engine.db
      .prepare("UPDATE setting SET value = ? WHERE name = 'rules'")
      .run(JSON.stringify({ xss: { off: true }, 'rule-of-tomorrow': { off: true } }))
    await one.engine.close()
    const again = await startEngine(one.dataDir, one.key)
    const { detectors, unknown } = await call(again.router.rules.settings, undefined)
    expect(detectors.filter(({ enabled }) => !enabled).map(({ id }) => id)).toEqual(['xss'])
    expect(unknown).toEqual(['rule-of-tomorrow'])
    await call(again.router.rules.set, { changes: [{ id: 'xss', enabled: true }] })
    expect(again.engine.rules.settings().unknown).toEqual(['rule-of-tomorrow'])
    await again.engine.close()
  })
  it('is seen by the scoreboard', async () => {
    const { total } = await call(started.router.rules.scoreboard, undefined)
    await set({ changes: [{ id: 'xss', enabled: false }] })
    const after = await call(started.router.rules.scoreboard, undefined)
    expect(after.total.attacks.found).toBeLessThan(total.attacks.found)
    await reset()
  })
})

describe('the hits of the rules', () => {
  it('are the alerts there are, and stay right as they leave', async () => {
    const hits = () => call(started.router.rules.hits, {})
    const plain = () =>
      started.engine.db
        .prepare(
          `SELECT signature, sum(count) AS count, max(last_time) AS lastTime FROM alert GROUP BY signature
           ORDER BY count DESC, signature`,
        )
        .all()
    expect((await hits()).length).toBeGreaterThan(2)
    expect(await hits()).toEqual(plain())
    await started.engine.purge(Date.UTC(2026, 10, 21, 8, 5) + 30 * 86_400_000)
    expect(await hits()).toEqual(plain())
  })
})

describe('switched off where alerts are made', () => {
  it('a signature leaves what a matching without it leaves', async () => {
    const scorer = await Scorer.load()
    const requests = (await readLabelledSet()).slice(0, 400)
    const lines = requests.map((request, i) => ({ text: toLogLine(request, i), sourceId: 0, arrival: 0 }))
    const all = await new Analysis({ detection: createDetection(), scorer }).analyse(lines)
    const rules = rulesOf(detectorDocs())
    // Weak signs, which reach an alert together only, and strong ones.
    const ids = [...new Set(all.flatMap(({ findings }) => findings.map(({ signature }) => signature)))]
    for (let round = 0; round < 4; round++) {
      const off = ids.filter((_, i) => (i * 7 + round) % 4 === 0)
      const judged = new RuleSet(rules, new Map(off.map((id) => [id, { off: true } as const])))
      const disabled = new Set(off)
      const detection = createDetection({ disabled })
      for (const { event, findings } of all) {
        if (!event) continue
        expect(judged.judge(findings)).toEqual(detection.detect(event))
      }
    }
    await scorer.close()
  })
})
