import { describe, expect, it } from 'vitest'
import { divide } from '../../engine/anomaly/calibration.ts'
import { findDrift, stabilityIndex } from '../../engine/anomaly/drift.ts'
import { binOf, type DayScores, scoreBins } from '../../engine/anomaly/score-histogram.ts'
import { Random } from '../../engine/collectors/generator/random.ts'
import { dayMs, start, usualScore } from './anomaly-lines.ts'

const random = new Random(11)

/** A day of scores, `by` higher than usual. */
function dayOf(n: number, by = 0, requests = 800): DayScores {
  const counts = new Uint32Array(scoreBins)
  for (let i = 0; i < requests; i++) {
    const bin = binOf(usualScore(random) + by)
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const day = start + n * dayMs
  return { day, counts, requests, first: day, firstEvent: day, lastEvent: day + dayMs - 1 }
}
const days = (shiftOf: (day: number) => number, count = 21) =>
  Array.from({ length: count }, (_, day) => dayOf(day, shiftOf(day)))
const now = start + 21 * dayMs + dayMs / 2

describe('scores', () => {
  it('that stay as they are have not shifted', () => {
    expect(
      findDrift(
        days(() => 0),
        now,
      ),
    ).toBeUndefined()
  })
  it('that swing from day to day as they always did have not shifted', () => {
    expect(
      findDrift(
        days((day) => (day % 7 > 4 ? 0.01 : 0)),
        now,
      ),
    ).toBeUndefined()
  })
  it.each([
    ['higher', 0.06],
    ['lower', -0.06],
  ] as const)('that are %s have shifted since the day it began', (direction, by) => {
    const drift = findDrift(
      days((day) => (day >= 18 ? by : 0)),
      now,
    )
    expect(drift).toMatchObject({ since: start + 18 * dayMs, direction })
    expect(drift?.index).toBeGreaterThan(0.25)
  })
  it('of one odd day that is over have not shifted', () => {
    expect(
      findDrift(
        days((day) => (day === 18 ? 0.08 : 0)),
        now,
      ),
    ).toBeUndefined()
  })
  it('that shifted long ago are the usual', () => {
    expect(
      findDrift(
        days((day) => (day >= 11 ? 0.06 : 0)),
        now,
      ),
    ).toBeUndefined()
  })
  it('that are too few say nothing', () => {
    const few = Array.from({ length: 21 }, (_, day) => dayOf(day, day >= 18 ? 0.1 : 0, 50))
    expect(findDrift(few, now)).toBeUndefined()
  })
  it('of nothing have an index of nothing', () => {
    expect(findDrift([], now)).toBeUndefined()
    expect(stabilityIndex(new Uint32Array(scoreBins), dayOf(0).counts)).toBe(0)
    const { counts } = dayOf(0)
    expect(stabilityIndex(counts, counts)).toBe(0)
  })
})

it.each([
  ['equally among those that need it', 20, [100, 100], [10, 10]],
  ['leaving to others what one has no use for', 20, [100, 6], [14, 6]],
  ['keeping half of an equal share for the quiet', 20, [100, 0], [15, 5]],
  ['all of it, where nobody needs it', 20, [1, 2], [10, 10]],
  ['one source has all', 20, [3], [20]],
  ['what is unknown may need everything', 12, [Number.POSITIVE_INFINITY, 1, 1], [8, 2, 2]],
  ['nothing', 0, [5, 5], [0, 0]],
])('the budget is divided: %s', (_what, budget, demands, shares) => {
  expect(divide(budget, demands)).toEqual(shares)
})
