import { describe, expect, it } from 'vitest'
import type { Alert } from '../../contract/alert.ts'
import { scoreBins } from '../../engine/anomaly/score-histogram.ts'
import { Random } from '../../engine/collectors/generator/random.ts'
import type { Analysed } from '../../engine/pipeline/conclude.ts'
import { purgeBefore, purgeSource } from '../../engine/store/purge.ts'
import {
  alertsIn,
  budgetOn,
  dayMs,
  expectedPath,
  hourMs,
  inOrder,
  lineOf,
  model,
  start,
  traffic,
  twoSources,
} from './anomaly-lines.ts'

const singles = (alerts: readonly Alert[]) =>
  alerts.filter(({ signature }) => signature === 'isolation-forest')
const groups = (alerts: readonly Alert[]) => alerts.filter(({ signature }) => signature === 'anomaly-group')
const dayOf = ({ arrival }: Alert) => Math.floor((arrival - start) / dayMs)
const perDayOf = (alerts: readonly Alert[], days: number) =>
  Array.from({ length: days }, (_, day) => alerts.filter((alert) => dayOf(alert) === day).length)

/** The same line, come at another time. */
const arrived = (line: Analysed, arrival: number, time: number): Analysed => ({
  ...line,
  line: { ...line.line, arrival },
  ...(line.event && { event: { ...line.event, time } }),
})

describe('over three weeks of traffic', () => {
  const random = new Random(7)
  const days = 21
  const db = twoSources()
  const { run, report } = budgetOn(db)
  run(inOrder(traffic(random, days, 1_200, 1), traffic(random, days, 400, 2)))
  const alerts = alertsIn(db)

  it('no day has more alerts than the budget, and quiet weeks use part of it', () => {
    const counts = perDayOf(singles(alerts), days)
    expect(Math.max(...counts)).toBeLessThanOrEqual(20)
    const later = counts.slice(8)
    const mean = later.reduce((a, b) => a + b, 0) / later.length
    expect(mean).toBeGreaterThan(2)
    // With a threshold that fits, hardly anything is beyond the budget.
    const beyond = groups(alerts).filter((alert) => dayOf(alert) >= 8)
    expect(beyond.reduce((sum, { grouped = 0 }) => sum + 1 + grouped, 0)).toBeLessThan(20)
  })
  it('each source has a threshold of its own, and it is told what it rests on', () => {
    const { perDay, used, grouped, sources } = report.budget(start + days * dayMs - 1)
    expect({ perDay, drifts: report.drifts(start + days * dayMs) }).toEqual({ perDay: 20, drifts: [] })
    expect(used).toBeLessThanOrEqual(20)
    expect(grouped).toBeLessThan(20)
    expect(sources).toMatchObject([
      { sourceId: 1, sourceName: 'Demo attacks', isCalibrated: true },
      { sourceId: 2, sourceName: 'shop', isCalibrated: true },
    ])
    for (const { threshold, requests, since } of sources) {
      expect(threshold).toBeGreaterThanOrEqual(model.floor)
      expect(requests).toBeGreaterThan(2_000)
      expect(since).toBeGreaterThanOrEqual(start + (days - 8) * dayMs)
    }
  })
  it('the sentence says score and threshold, and that it was calibrated', () => {
    expect(singles(alerts).at(-1)?.why).toMatch(
      /score 0\.\d{3}, threshold 0\.\d{3} \(calibrated to the alert budget\)\.$/,
    )
  })
})

describe('a burst of 10,000 odd lines', () => {
  const random = new Random(3)
  const db = twoSources()
  const { run, report } = budgetOn(db)
  run(traffic(random, 3, 1_000))
  const before = alertsIn(db)
  const at = start + 3 * dayMs + 10 * hourMs
  const odd = Array.from({ length: 10_000 }, (_, i) => lineOf(at + i * 10, 0.9 + (i % 1000) / 20_000))
  run(odd)
  const all = alertsIn(db)
  const burst = all.slice(before.length)
  const [group] = groups(burst)

  it('gives no more alerts than the budget, and one that stands for all others', () => {
    expect(singles(burst).length).toBeLessThanOrEqual(20)
    expect(groups(burst)).toHaveLength(1)
    expect(singles(burst).length + 1 + (group?.grouped ?? 0)).toBe(10_000)
    expect(group).toMatchObject({ count: 1, type: 'anomaly' })
    expect(group?.why).toMatch(/^Beyond the budget of 20 anomaly alerts a day/)
  })
  it('keeps the lines with the highest scores, the first of equal ones, and the time of the last', () => {
    const kept = db
      .prepare<[], { score: number; time: number }>(
        'SELECT score, time FROM anomaly_group_line ORDER BY score DESC, number',
      )
      .all()
    const highest = odd
      .filter(({ line }) => line.arrival > (group?.arrival ?? 0))
      .toSorted((a, b) => (b.anomalyScore ?? 0) - (a.anomalyScore ?? 0))
      .slice(0, 20)
    expect(kept).toEqual(
      highest.map(({ anomalyScore, line }) => ({ score: anomalyScore, time: line.arrival })),
    )
    expect(db.prepare('SELECT last_time AS time FROM anomaly_group').get()).toEqual({ time: at + 99_990 })
  })
  it('is told in the budget, and leaves room a day later', () => {
    const { used, grouped } = report.budget(at)
    expect(used + grouped).toBeGreaterThanOrEqual(10_000)
    expect(used).toBeLessThanOrEqual(20)
    run([lineOf(at + dayMs + hourMs, 0.99)])
    expect(singles(alertsIn(db)).at(-1)?.arrival).toBe(at + dayMs + hourMs)
  })
  it('does not make the week after it deaf', () => {
    const day = 5 * dayMs
    run(traffic(random, 3, 1_000, 1, start + day))
    const { sources } = report.budget(start + day)
    expect(sources[0]?.threshold).toBeLessThan(0.9)
  })
  it('leaves no group behind when it is purged', () => {
    purgeBefore(db, start + 30 * dayMs)
    for (const table of ['anomaly_group', 'anomaly_group_line'])
      expect(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 })
  })
})

describe('the budget', () => {
  it('is divided among the sources: the burst of one leaves the other its share', () => {
    const random = new Random(5)
    const db = twoSources()
    const { run } = budgetOn(db)
    run(inOrder(traffic(random, 8, 600, 1), traffic(random, 8, 600, 2)))
    const at = start + 8 * dayMs + 12 * hourMs
    run(Array.from({ length: 500 }, (_, i) => lineOf(at + i, 0.95, { sourceId: 1 })))
    run(Array.from({ length: 3 }, (_, i) => lineOf(at + 1_000 + i, 0.95, { sourceId: 2 })))
    const after = singles(alertsIn(db)).filter(({ arrival }) => arrival >= at)
    expect(after.filter(({ sourceId }) => sourceId === 2)).toHaveLength(3)
    expect(after.filter(({ sourceId }) => sourceId === 1).length).toBeLessThanOrEqual(15)
  })
  it('of none groups all', () => {
    const db = twoSources()
    budgetOn(db, { perDay: 0, ownThreshold: null }).run([0, 1, 2].map((i) => lineOf(start + i, 0.9)))
    expect(alertsIn(db)).toMatchObject([{ signature: 'anomaly-group', count: 1, grouped: 2 }])
  })
  it('holds for a threshold of the operator as well', () => {
    const db = twoSources()
    const { run, threshold } = budgetOn(db, { perDay: 2, ownThreshold: 0.1 })
    run([0, 1, 2, 3].map((i) => lineOf(start + i, 0.2)))
    expect(threshold()).toBe(0.1)
    expect(alertsIn(db).map(({ signature, grouped }) => [signature, grouped])).toEqual([
      ['isolation-forest', undefined],
      ['isolation-forest', undefined],
      ['anomaly-group', 1],
    ])
  })
  it('counts what repeats an alert within its minute once, in one batch and over many', () => {
    const lines = [0, 1, 2, 3].map((i) => lineOf(start + i * 1_000, 0.75, { ip: '10.0.0.1' }))
    const counted = [1, 4].map((batch) => {
      const db = twoSources()
      budgetOn(db, { perDay: 1, ownThreshold: null }).run(lines, batch)
      return alertsIn(db).map(({ signature, count }) => [signature, count])
    })
    expect(counted).toEqual([[['isolation-forest', 4]], [['isolation-forest', 4]]])
  })
  it('leaves the model its own threshold while little was scored', () => {
    const db = twoSources()
    const { run, report } = budgetOn(db)
    run(traffic(new Random(1), 2, 300))
    expect(report.budget(start + 2 * dayMs).sources).toMatchObject([
      { threshold: model.threshold, isCalibrated: false },
    ])
  })
  it('takes a log that is read all at once for as many days as it was written in', () => {
    const old = traffic(new Random(2), 30, 200, 1, start - 60 * dayMs)
    const thresholdAfter = (timeOf: (line: Analysed) => number) => {
      const { run, report } = budgetOn(twoSources())
      run(old.map((line) => arrived(line, start + 1_000, timeOf(line))))
      run([lineOf(start + hourMs, 0.1)])
      return report.budget(start + hourMs).sources[0]?.threshold ?? 1
    }
    expect(thresholdAfter(({ line }) => line.arrival)).toBeLessThan(thresholdAfter(() => start))
  })
  it('of a new model begins with the scores it gave recent traffic', () => {
    const db = twoSources()
    const { run, report, seed } = budgetOn(db)
    const counts = new Uint32Array(scoreBins)
    counts.fill(100, 800, 1_300)
    const from = start - 7 * dayMs
    seed('test', [{ sourceId: 1, counts, period: { from, to: start } }], start)
    run([lineOf(start + hourMs, 0.5)])
    // 20 a day of its share, over seven days: the 140 highest fill two bins, of which one fits in whole.
    expect(report.budget(start).sources).toMatchObject([{ threshold: 1_299 / scoreBins, isCalibrated: true }])
  })
  it('is not used by what is expected, while its scores count', () => {
    const db = twoSources()
    const { run, report } = budgetOn(db, { perDay: 1, ownThreshold: null })
    run([0, 1, 2].map((i) => lineOf(start + i, 0.9, { path: expectedPath })))
    run([lineOf(start + 3, 0.9)])
    expect(alertsIn(db)).toMatchObject([{ signature: 'isolation-forest', arrival: start + 3 }])
    expect(report.budget(start)).toMatchObject({ used: 1, grouped: 0 })
    expect(db.prepare('SELECT requests FROM score_day').get()).toEqual({ requests: 4 })
  })
  it('is not used by the demo, whose anomalies are all alerts of their own', () => {
    const db = twoSources()
    const { run, report } = budgetOn(db, { perDay: 1, ownThreshold: null }, 2)
    run(Array.from({ length: 50 }, (_, i) => lineOf(start + i * 60_000, 0.9, { sourceId: 2 })))
    run([lineOf(start + 3_600_000, 0.9)])
    expect(alertsIn(db).filter(({ sourceId }) => sourceId === 2)).toHaveLength(50)
    expect(alertsIn(db).at(-1)).toMatchObject({ sourceId: 1, signature: 'isolation-forest' })
    expect(report.budget(start + 3_600_000)).toMatchObject({
      used: 1,
      grouped: 0,
      sources: [{ sourceId: 1 }],
    })
  })
  it('tells where scores have shifted', () => {
    const random = new Random(9)
    const { run, report } = budgetOn(twoSources())
    const higher = traffic(random, 2, 800, 2, start + 10 * dayMs).map((line) => ({
      ...line,
      anomalyScore: (line.anomalyScore ?? 0) + 0.06,
    }))
    run([...traffic(random, 10, 800, 2), ...higher])
    const now = start + 12 * dayMs + hourMs
    const drift = { since: start + 10 * dayMs, direction: 'higher' }
    expect(report.drifts(now)).toMatchObject([{ sourceId: 2, sourceName: 'shop', ...drift }])
    expect(report.budget(now).sources).toMatchObject([{ sourceId: 2, drift }])
  })
  it('forgets a source with its data', () => {
    const db = twoSources()
    const { run } = budgetOn(db)
    run(traffic(new Random(1), 1, 50))
    purgeSource(db, 1)
    expect(db.prepare('SELECT count(*) AS n FROM score_part').get()).toEqual({ n: 0 })
  })
})
