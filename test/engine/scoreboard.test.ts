import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Scoreboard } from '../../contract/scoreboard.ts'
import { createDetection } from '../../detectors/index.ts'
import { Analysis } from '../../engine/analysis.ts'
import { fixedThreshold } from '../../engine/anomaly/judge.ts'
import { type LabelledRequest, parseLabelledSet, readLabelledSet } from '../../engine/labelled-set.ts'
import { scoreSet } from '../../engine/scoreboard.ts'
import { verdictsOf } from '../../engine/verdict.ts'
import { Scorer } from '../../ml/scorer.ts'
import { accessLine, newDir, type Started, startEngine, until } from './start-engine.ts'

let started: Started
let board: Scoreboard
beforeAll(async () => {
  started = await startEngine(join(newDir(), 'data'))
  board = await call(started.router.rules.scoreboard, undefined)
})
afterAll(() => started.engine.close())

/**
 * What the rules found when these numbers were last written. More found or fewer flagged: write the new number. Fewer
 * found or more flagged: a change to the rules made them worse, and wants a reason.
 */
const found = {
  'sql-injection': [122, 126],
  xss: [98, 98],
  csrf: [10, 10],
  'crlf-injection': [28, 29],
  'nosql-injection': [43, 44],
  'command-injection': [157, 160],
  'path-traversal': [93, 94],
  'file-upload': [47, 50],
  scanner: [85, 90],
} as const
const flagged = 6

describe('the rules, judged by the labelled set', () => {
  it.each(Object.entries(found))('find of %s at least as many as before: %j', (type, [atLeast, requests]) => {
    const score = board.attacks.find((attack) => attack.type === type)
    expect(score?.requests).toBe(requests)
    expect(score?.found).toBeGreaterThanOrEqual(atLeast)
  })
  it('name nearly all they find as what it is', () => {
    const { found, foundWithRightType } = board.total.attacks
    expect(foundWithRightType).toBeGreaterThanOrEqual(found - 4)
  })
  it('flag no more innocent requests than before', () => {
    expect(board.total.innocent.flagged).toBeLessThanOrEqual(flagged)
  })
})

describe('the scoreboard', () => {
  it('adds up: every request is counted once, and each misjudged one can be looked at', () => {
    const { attacks, innocent } = board.total
    expect(board.attacks.reduce((sum, { requests }) => sum + requests, 0)).toBe(attacks.requests)
    expect(board.innocent.reduce((sum, { requests }) => sum + requests, 0)).toBe(innocent.requests)
    expect(attacks.found + attacks.missed).toBe(attacks.requests)
    const of = (verdict: string) => board.misjudged.filter((one) => one.verdict === verdict).length
    expect(of('missed')).toBe(attacks.missed)
    expect(of('other-type')).toBe(attacks.found - attacks.foundWithRightType)
    expect(of('flagged')).toBe(innocent.flagged)
  })
  it('has an interval around each share', () => {
    for (const { found, requests, interval } of board.attacks) {
      expect(interval.low).toBeLessThanOrEqual(found / requests)
      expect(interval.high).toBeGreaterThanOrEqual(found / requests)
      expect(interval.high - interval.low).toBeGreaterThan(0)
    }
  })
  it('is kept until settings change', async () => {
    const again = await call(started.router.rules.scoreboard, undefined)
    expect(again.computedAt).toBe(board.computedAt)
    const { model } = started.engine.status()
    await call(started.router.settings.set, { anomalyThreshold: model.threshold })
    expect(await started.engine.rules.scoreboard()).not.toBe(again)
  })
  it('keeps out of the alerts and lets the pipeline go on meanwhile', async () => {
    const log = join(newDir(), 'access.log')
    writeFileSync(log, `${accessLine('/p?id=1+union+select+1,2')}\n`)
    await call(started.router.settings.set, { retentionDays: 30 })
    const running = started.engine.rules.scoreboard()
    await call(started.router.sources.add, { path: log, kind: 'plain' })
    await running
    await until(() => started.engine.status().counters.alerts > 0, 'the alert is there')
    expect(started.engine.status().counters.linesRead).toBe(1)
    expect(await started.alerts()).toHaveLength(1)
  })
})

describe('requests are judged', () => {
  const request = (target: string, expected: LabelledRequest['expected']): LabelledRequest => ({
    kind: 'a kind',
    expected,
    method: 'GET',
    target,
  })
  const union = '/p?id=1+union+select+a,b+from+c'
  it.each([
    ['as found', union, ['sql-injection'], []],
    ['as found where a second type is right too', union, ['xss', 'sql-injection'], []],
    ['as another type', union, ['xss'], ['other-type']],
    ['as missed', '/p?id=7', ['xss'], ['missed']],
    ['as flagged', union, [], ['flagged']],
    ['as left alone', '/p?id=7', [], []],
  ] as const)('%s', async (_what, target, expected, verdicts) => {
    const scorer = await Scorer.load()
    const analysis = new Analysis({ detection: createDetection(), scorer })
    const scored = await scoreSet([request(target, [...expected])], {
      analysis,
      verdicts: (line) => verdictsOf(line, fixedThreshold(1)),
    })
    await scorer.close()
    expect(scored.misjudged.map(({ verdict }) => verdict)).toEqual(verdicts)
  })
})

describe('the labelled set', () => {
  it('holds no request twice', async () => {
    const keys = (await readLabelledSet()).map(({ kind: _, expected: __, ...sent }) => JSON.stringify(sent))
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
  })
  const head = 'kind\texpected\tmethod\ttarget\tagent\treferer\thost'
  it.each([
    ['another header', 'kind\tmethod', /set\.tsv, line 1: the header must be/],
    ['an unknown type', `${head}\na\tsqli\tGET\t/`, /line 2: 'expected' is neither 'innocent' nor/],
    ['a blank in the target', `${head}\na\tinnocent\tGET\t/ /`, /line 2: 'target' is not a target as sent/],
    ['a missing column', `${head}\n\na\tinnocent\tGET`, /line 3: 'target' is missing/],
    ['a column too many', `${head}\na\tinnocent\tGET\t/\t-\t-\t-\tx`, /line 2: has 8 columns, at most 7 fit/],
  ])('with %s is refused in one sentence', (_what, text, sentence) => {
    expect(() => parseLabelledSet(text, 'set.tsv')).toThrow(sentence)
  })
})
