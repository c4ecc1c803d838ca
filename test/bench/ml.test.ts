import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countByAddress } from '../../scripts/bench/ml/address.ts'
import { evaluate } from '../../scripts/bench/ml/evaluate.ts'
import { figuresOf, type Judged } from '../../scripts/bench/ml/figures.ts'
import { leaveClassesOut } from '../../scripts/bench/ml/left-out.ts'
import { auc, averagePrecision, shareAbove, thresholdAt } from '../../scripts/bench/ml/metrics.ts'
import {
  createMatching,
  createSampling,
  generatedEvents,
  type Sample,
} from '../../scripts/bench/ml/samples.ts'
import { findSklearn } from '../../scripts/bench/ml/sklearn.ts'
import { estimate } from '../../scripts/bench/ml/worth.ts'
import { accessLine } from '../engine/start-engine.ts'

const script = fileURLToPath(new URL('../../scripts/bench/ml/main.ts', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'vedette-bench-ml-'))

/** Few different values, so that there are ties. */
const scores = fc
  .array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 40 })
  .map((values) => Float32Array.from(values, (value) => value / 8))

describe('figures of scores', () => {
  it('has the AUC that counting all pairs gives', () => {
    fc.assert(
      fc.property(scores, scores, (benign, attacks) => {
        let wins = 0
        for (const attack of attacks)
          for (const one of benign) wins += attack > one ? 1 : attack === one ? 0.5 : 0
        expect(auc({ benign, attacks })).toBeCloseTo(wins / (benign.length * attacks.length), 10)
      }),
    )
  })

  it('has the average precision that looking at each attack gives', () => {
    fc.assert(
      fc.property(scores, scores, (benign, attacks) => {
        const atLeast = (of: Float32Array, score: number) => of.filter((one) => one >= score).length
        const precisions = [...attacks].map(
          (score) => atLeast(attacks, score) / (atLeast(attacks, score) + atLeast(benign, score)),
        )
        const mean = precisions.reduce((sum, one) => sum + one, 0) / attacks.length
        expect(averagePrecision({ benign, attacks })).toBeCloseTo(mean, 10)
      }),
    )
  })

  it('never lets more benign requests above a threshold than asked for, and no fewer than it can', () => {
    fc.assert(
      fc.property(scores, fc.double({ min: 0, max: 0.99, noNaN: true }), (benign, share) => {
        const threshold = thresholdAt(benign, share)
        expect(shareAbove(benign, threshold)).toBeLessThanOrEqual(share)
        const reached = benign.filter((score) => score >= threshold).length
        expect(reached).toBeGreaterThan(share * benign.length - 1e-9)
      }),
    )
  })

  it.each([
    [0.001, 1 / 4],
    [0.34, 2 / 4],
    [0.7, 3 / 4],
  ])('finds at %d false positives what scores higher than the rest of benign requests', (share, recall) => {
    const benign = Float32Array.of(0.25, 0.5, 0.75)
    const attacks = Float32Array.of(0.125, 0.375, 0.625, 0.875)
    expect(shareAbove(attacks, thresholdAt(benign, share))).toBe(recall)
  })

  it('gives a mean its standard error', () => {
    expect(estimate([1, 2, 3, 4])).toEqual({ mean: 2.5, error: Math.sqrt(5 / 3 / 4) })
    expect(estimate([7, 7, 7])).toEqual({ mean: 7, error: 0 })
  })
})

const plain = (label: string, types: readonly string[] = []): Sample => ({
  source: 'made up',
  label,
  isAttack: label !== 'benign',
  types,
})

/** Three benign requests, of which the first scores highest but has a finding. */
const judged: Judged = {
  benign: [plain('benign', ['xss']), plain('benign'), plain('benign')],
  benignScores: Float32Array.of(0.875, 0.5, 0.25),
  attacks: [
    plain('sqli', ['sql-injection']),
    plain('sqli', ['sql-injection']),
    plain('sqli', ['sql-injection', 'xss']),
    plain('sqli'),
    plain('xss', ['xss']),
    plain('xss'),
  ],
  attackScores: Float32Array.of(0.75, 0.25, 0.25, 0.625, 0.125, 1),
}

describe('detectors and anomalies together', () => {
  it('counts what either finds, with the threshold read off benign requests without a finding', () => {
    expect(figuresOf(judged)).toMatchObject({
      recallAllSignatures: 4 / 6,
      recallAllSignaturesCombined: 1,
      'recallAt0.1pct': 1 / 6,
      falsePositivesOfDetectors: 1 / 3,
    })
  })

  it('measures a threshold on the half it was not read off, both ways', () => {
    // 0.875 and 0.25 let nothing but the last attack through, 0.5 the three above; of the others it lets 0.875 through.
    const figures = figuresOf(judged)
    expect(figures['recallAt0.1pctSplit']).toBeCloseTo((1 / 6 + 3 / 6) / 2, 10)
    expect(figures['falsePositivesAt0.1pctSplit']).toBeCloseTo(1 / 4, 10)
  })

  it('takes the signatures of a class out before its attacks are judged', () => {
    const { classes, detectors, combined, points } = leaveClassesOut([{ judged, weight: 3 }])
    // Of the four injections another detector finds one, anomalies two more; of the scripts anomalies find one.
    expect(classes).toEqual({
      sqli: { requests: 4, detectors: 0.25, combined: 0.75 },
      xss: { requests: 2, detectors: 0, combined: 0.5 },
    })
    expect([detectors, combined, points]).toEqual([0.125, 0.625, 50])
  })
})

describe('addresses in a window', () => {
  it('counts requests and paths of the ten minutes before, in the order of time', () => {
    const [first] = generatedEvents(1, 1)
    if (!first) throw new Error('The generator makes no request.')
    const at = (minute: number, path: string, sourceIp = 'a') => ({
      ...first,
      time: minute * 60_000,
      path,
      sourceIp,
    })
    const [one, two, again, other, late] = [
      at(0, '/x'),
      at(1, '/y'),
      at(2, '/y'),
      at(2, '/z', 'b'),
      at(11.5, '/y'),
    ]
    const counts = countByAddress([late, other, again, two, one])
    expect([one, two, again, other, late].map((event) => counts.get(event)?.map((n) => 2 ** n - 1))).toEqual([
      [1, 1],
      [2, 2],
      [3, 2],
      [1, 1],
      [2, 1],
    ])
  })
})

const line = (source: string, label: string, target: string, i: number) => ({
  id: `${source}-${label}-${i}`,
  source,
  label,
  line: accessLine(target, i),
})
const benign = Array.from({ length: 40 }, (_, i) =>
  line(`shop${i % 2}`, 'benign', `/item/${i}?page=${i % 7}`, i),
)
const attacks = Array.from({ length: 12 }, (_, i) =>
  line(
    'made up',
    i % 2 === 0 ? 'sqli' : 'xss',
    `/item/${i}?page=${i % 2 === 0 ? `${i}%27%20UNION%20SELECT%20a,b%20FROM%20c--%20` : `%3Cscript%3Ealert(${i})%3C/script%3E`}`,
    i,
  ),
)

describe('the whole evaluation', () => {
  it('gives figures of a tiny file, with null for scikit-learn where there is no Python that has it', () => {
    expect(findSklearn(['no-python-here', process.execPath])).toBeUndefined()
    const match = createMatching()
    const samples = [...benign, ...attacks].map(createSampling(match))
    const found = evaluate(samples, match, { python: undefined, generated: 500 })
    expect(found).toMatchObject({
      aucSklearn: null,
      recallAllSignatures: 1,
      recallAllSignaturesCombined: 1,
      requests: { benign: 40, attacks: 12, unread: 0 },
      ownSite: { source: 'generated', withProfile: { aucSklearn: null } },
    })
    expect(Object.keys(found.leftOut.classes)).toEqual(['sqli', 'xss'])
    expect(found.recallDetectorsOnly).toBe(found.leftOut.detectors)
    expect(found.recallCombined).toBeGreaterThan(found.recallDetectorsOnly)
    expect(found.auc).toBeGreaterThan(0.9)
    expect(found.ownSite.withProfile.auc).toBeGreaterThan(0.9)
  }, 30_000)

  it.each([
    ['no file at all', undefined, /Give one JSONL file/],
    ['a file without attacks', benign, /holds no attack/],
    ['a file without benign lines', attacks, /holds no benign line/],
    ['a line that is no record', [{ id: 'x' }], /line 1/i],
  ])('refuses %s with one sentence', (name, records, why) => {
    const args: string[] = []
    if (records) {
      const file = join(dir, `${name.replaceAll(' ', '-')}.jsonl`)
      writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
      args.push(file)
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
    expect(stderr).toMatch(why)
    expect(stderr).not.toContain('    at ')
    expect([status, stdout]).toEqual([1, ''])
  })
})
