import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LineParser } from '../../engine/formats/index.ts'
import { rebuild } from '../../engine/rebuild.ts'
import { Keyring } from '../../engine/sealed-log/keyring.ts'
import { extractFeatures } from '../../ml/extract-features.ts'
import { features } from '../../ml/features.ts'
import { Scorer } from '../../ml/scorer.ts'
import { append, linesOf, type Site, startSite, train } from './model-traffic.ts'
import { startEngine } from './start-engine.ts'

const innocent = linesOf('normal', 3_000, 1)
const attacks = linesOf('signature', 60, 2)
let site: Site

beforeAll(async () => {
  site = await startSite([...innocent, ...attacks])
})
afterAll(() => site.engine.close())

const fileOf = (id: string): string => join(site.dataDir, 'models', `${id}.onnx`)
const cards = () => call(site.router.models.list, undefined)
const active = async () => (await cards()).filter(({ isActive }) => isActive).map(({ id }) => id)

/** The scores that a model's file gives to lines. */
async function scoresBy(path: string | undefined, lines: readonly string[]): Promise<number[]> {
  const scorer = await Scorer.load(path)
  const rows = new Float32Array(lines.length * features.length)
  const parser = new LineParser()
  for (const [i, line] of lines.entries()) {
    const event = parser.parse(line, Date.now())
    if (event) extractFeatures(event, scorer.profile, rows, i * features.length)
  }
  const scores = await scorer.score(rows, lines.length)
  await scorer.close()
  return [...scores]
}

/** Appends lines that alert by the anomaly model alone, at any score; answers the scores told. */
async function scoresTold(lines: readonly string[]): Promise<number[]> {
  const before = new Set((await site.alerts({ types: ['anomaly'] })).map(({ id }) => id))
  await append(site, lines)
  const told = (await site.alerts({ types: ['anomaly'] })).filter(({ id }) => !before.has(id))
  return told.map(({ anomalyScore = -1 }) => anomalyScore)
}
const sorted = (scores: readonly number[]) => scores.toSorted((a, b) => a - b)

/** Each from an address and for a path of its own, so that no two are one alert. */
const oddLines = (name: string): string[] =>
  Array.from(
    { length: 5 },
    (_, i) =>
      `198.51.${name.length}.${i + 1} - - [21/Nov/2026:09:0${i}:00 +0000] "GET /${name}/${'x'.repeat(i)} HTTP/1.1" 200 512 "-" "Mozilla/5.0 (X11)"`,
  )

describe('a model of the own traffic', () => {
  let id = ''

  it('is trained on innocent requests of the chosen sources, and says what it was made of', async () => {
    const training = await train(site, { name: 'my own' })
    expect(training).toMatchObject({ phase: 'done', share: 1, linesRead: 3_060 })
    expect(training.problem).toBeUndefined()
    id = training.modelId ?? ''
    const card = (await cards()).find((one) => one.id === id)
    expect(card).toMatchObject({
      name: 'my own',
      origin: 'trained',
      isActive: false,
      profiled: training.requests,
      leftOut: training.leftOut,
      rows: 1_000,
      trees: 20,
      maxSamples: 64,
      sources: [{ id: site.sourceId, name: 'my site', requests: training.requests }],
      features: features.map(({ name, title }) => ({ name, title })),
    })
    expect(card?.problem).toBeUndefined()
    // Logins are no requests; every attack by signature is left out.
    expect(training.requests).toBeGreaterThan(2_500)
    expect(training.leftOut).toBeGreaterThan(30)
    expect(Object.keys(card?.quantiles ?? {}).length).toBeGreaterThan(2)
    expect(card?.period?.from).toBeLessThan(card?.period?.to ?? 0)
  })

  it('is compared with the active one on the same requests, within the budget', async () => {
    const comparison = await call(site.router.models.compare, { id })
    expect(comparison).toMatchObject({ modelId: id, otherId: 'shipped' })
    expect(comparison.requests).toBe(site.engine.models.training.requests)
    const { both, onlyThis, onlyOther } = comparison.reported
    expect(both + onlyThis).toBeLessThanOrEqual(20)
    expect(both + onlyOther).toBeLessThanOrEqual(20)
    expect(comparison.examples.filter(({ by }) => by === 'this')).toHaveLength(Math.min(20, onlyThis))
    for (const { by, score } of comparison.examples) {
      const not = by === 'this' ? 'other' : 'this'
      expect(score[by]).toBeGreaterThanOrEqual(comparison.threshold[by])
      expect(score[not]).toBeLessThan(comparison.threshold[not])
    }
    const shown = comparison.examples.map(({ raw }) => raw)
    expect(shown.every((raw) => innocent.includes(raw))).toBe(true)
  })

  it('is one ONNX file, readable by its owner alone, without a word of the log in it', async () => {
    const bytes = readFileSync(fileOf(id))
    const words = innocent.flatMap((line) => /"[A-Z]+ \/([\w-]{6,})/.exec(line)?.[1] ?? [])
    expect(words.length).toBeGreaterThan(100)
    const inside = (text: Buffer) => words.filter((word) => text.includes(word))
    expect(inside(bytes)).toEqual([])
    const scorer = await Scorer.load(fileOf(id))
    expect(inside(Buffer.from(scorer.metadata.profile, 'base64'))).toEqual([])
    await scorer.close()
    expect(readdirSync(join(site.dataDir, 'models')).sort()).toEqual([`${id}.onnx`, `${id}.reference.json`])
  })

  it('scores lines from the moment it is switched to, and the one before from when it is switched back', async () => {
    // What was reported when the site was read in has used some of the budget.
    await call(site.router.settings.set, { anomalyThreshold: 0, anomalyBudget: 1_000 })
    expect(sorted(await scoresTold(oddLines('a')))).toEqual(sorted(await scoresBy(undefined, oddLines('a'))))
    await call(site.router.models.activate, { id })
    expect(await active()).toEqual([id])
    expect(site.engine.status().model.name).toBe('my own')
    const own = await scoresBy(fileOf(id), oddLines('bb'))
    expect(sorted(await scoresTold(oddLines('bb')))).toEqual(sorted(own))
    expect(sorted(own)).not.toEqual(sorted(await scoresBy(undefined, oddLines('bb'))))
    await call(site.router.models.activate, { id: 'shipped' })
    expect(sorted(await scoresTold(oddLines('ccc')))).toEqual(
      sorted(await scoresBy(undefined, oddLines('ccc'))),
    )
    await call(site.router.settings.set, { anomalyThreshold: null, anomalyBudget: 20 })
  })

  it('gives the threshold, unless the user has set one', async () => {
    await call(site.router.models.activate, { id })
    const threshold = (await cards()).find((one) => one.id === id)?.threshold
    expect(site.engine.rules.settings().anomalyThreshold).toMatchObject({ shipped: threshold, isOwn: false })
  })

  it('begins with the scores it was compared by: the budget is calibrated from its first line on', async () => {
    await append(site, innocent.slice(0, 1))
    const { sources } = await call(site.router.anomalies.budget, undefined)
    expect(sources).toMatchObject([{ sourceId: site.sourceId, isCalibrated: true }])
    expect(sources[0]?.requests).toBeGreaterThanOrEqual(site.engine.models.training.requests)
  })

  it('stays the active one over a restart and a rebuild', async () => {
    const { dataDir, key } = site
    const { alerts } = site.engine.status().counters
    await site.engine.close()
    await rebuild({ dataDir, keyring: new Keyring([key]) })
    const again = await startEngine(dataDir, key)
    site = { ...site, ...again }
    expect(await active()).toEqual([id])
    expect(site.engine.status()).toMatchObject({ problems: [], model: { name: 'my own' } })
    expect(site.engine.status().counters.linesRead).toBe(3_060 + 16)
    expect(alerts).toBeGreaterThan(0)
  })

  it('is discarded once it is not the active one, and only then', async () => {
    await expect(call(site.router.models.discard, { id })).rejects.toThrow(/active model cannot be discarded/)
    await expect(call(site.router.models.discard, { id: 'shipped' })).rejects.toThrow(/shipped model stays/)
    await call(site.router.models.activate, { id: 'shipped' })
    await call(site.router.models.discard, { id })
    expect(existsSync(fileOf(id))).toBe(false)
    expect((await cards()).map((one) => one.id)).toEqual(['shipped'])
    await expect(call(site.router.models.activate, { id })).rejects.toThrow(/There is no model/)
  })

  it.each(['../vedette', 'models/x', '..', '', 'x\0'])(
    'is never looked for outside its folder: %j',
    async (bad) => {
      await expect(call(site.router.models.activate, { id: bad })).rejects.toThrow(/There is no model/)
      await expect(call(site.router.models.discard, { id: bad })).rejects.toThrow(/There is no model/)
      await expect(call(site.router.models.compare, { id: bad })).rejects.toThrow(/There is no model/)
    },
  )
})

describe('a training', () => {
  it('takes the period that is asked for, and says how many requests there were where they are too few', async () => {
    const from = Date.now() - 3_600_000 - 500_000
    const training = await train(site, { from })
    expect(training).toMatchObject({ phase: 'failed', requests: expect.any(Number) })
    expect(training.problem).toMatch(/at least 1,000 innocent requests .* there are [\d,]+/)
    await expect(call(site.router.models.train, { from, to: from })).rejects.toThrow()
  })

  it('leaves the pipeline to go on: every line that comes meanwhile is counted', async () => {
    const { linesRead } = site.engine.status().counters
    await call(site.router.models.train, { trees: 200, seed: 1 })
    for (let i = 0; i < 10; i++) await append(site, innocent.slice(200 * i, 200 * (i + 1)))
    await site.engine.models.trained()
    expect(site.engine.models.training.phase).toBe('done')
    expect(site.engine.status().counters.linesRead).toBe(linesRead + 2_000)
    expect(site.engine.status().problems).toEqual([])
  })

  it('is refused while another one is under way, and ends at once when it is cancelled', async () => {
    const before = await cards()
    await call(site.router.models.train, { trees: 500 })
    await expect(call(site.router.models.train, {})).rejects.toThrow(/Another training is under way/)
    expect(await call(site.router.models.cancel, undefined)).toMatchObject({ phase: 'cancelled' })
    expect(await cards()).toEqual(before)
    expect(await call(site.router.models.cancel, undefined)).toMatchObject({ phase: 'cancelled' })
  })

  it('is refused for a source that is not there', async () => {
    await expect(call(site.router.models.train, { sourceIds: [99] })).rejects.toThrow(/There is no source 99/)
  })

  it('ends with the engine', async () => {
    await call(site.router.models.train, { trees: 500 })
    await site.engine.close()
    expect(site.engine.models.training.phase).toBe('cancelled')
    site = { ...site, ...(await startEngine(site.dataDir, site.key)) }
    expect(site.engine.models.training.phase).toBe('none')
  })
})
