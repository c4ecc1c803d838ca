import { describe, expect, it } from 'vitest'
import type { MapPoint, Overview } from '../../contract/index.ts'
import { homeOf } from '../../renderer/map/home.ts'
import { freshSince, ofStep, packed, severitiesAt, totalAt } from '../../renderer/map/places.ts'
import { firstFilled, stepAt, stepsOf } from '../../renderer/map/steps.ts'

const counts = (high: number) => ({ critical: 0, high, medium: 0, low: 0, info: 0 })
const point = (longitude: number, count: number, lastTime = 0): MapPoint => ({
  longitude,
  latitude: 50,
  count,
  worst: 'high',
  lastTime,
  severities: counts(count),
})

const noStat = { value: 0, before: 0, spark: [] }
const overview = (numbers: readonly number[]): Overview => ({
  from: 1_010,
  to: 1_290,
  extent: null,
  stats: {
    alerts: noStat,
    critical: noStat,
    uniqueSources: noStat,
    linesRead: noStat,
    anomalies: noStat,
  },
  bucketMs: 100,
  timeline: numbers.map((high, i) => ({ time: 1_000 + i * 100, counts: counts(high) })),
  types: [],
  countries: [],
  addresses: [],
  networks: [],
  sources: [],
  techniques: [],
})

describe('the steps of a replay', () => {
  const steps = stepsOf(overview([0, 4, 2, 0]))
  it('are those of the timeline, cut to the range', () => {
    expect(steps).toEqual([
      { from: 1_010, to: 1_100, count: 0 },
      { from: 1_100, to: 1_200, count: 4 },
      { from: 1_200, to: 1_290, count: 2 },
    ])
  })
  it.each([
    [1_100, 1],
    [1_199, 1],
    [1_200, 2],
    [500, 0],
    [9_999, 2],
  ])('at %d show number %d', (time, step) => expect(stepAt(steps, time)).toBe(step))
  it('begin where something came', () => {
    expect(firstFilled(steps)).toBe(1)
    expect(firstFilled(stepsOf(overview([0, 0])))).toBe(0)
  })
})

describe('the places of a step', () => {
  it('are all of the range in its order, with the step’s counts', () => {
    const shown = ofStep([point(1, 5), point(2, 7), point(3, 1)], [point(2, 3)])
    expect(shown.map(({ longitude, count }) => [longitude, count])).toEqual([
      [1, 0],
      [2, 3],
      [3, 0],
    ])
    expect(shown[0]?.severities).toEqual(counts(0))
  })
  it('lose none that the range did not know yet', () => {
    expect(ofStep([point(1, 5)], [point(9, 2)]).map(({ count }) => count)).toEqual([0, 2])
  })
})

it('packed places keep every count', () => {
  const places = packed([point(1, 5), point(2, 7)])
  expect([totalAt(places.counts, 0), totalAt(places.counts, 1)]).toEqual([5, 7])
  expect(severitiesAt(places.counts, 1)).toEqual(counts(7))
})

describe('a fresh alert', () => {
  const now = 1_000_000
  it('came after the last one known', () => {
    const points = [point(1, 1, now - 5_000), point(2, 1, now - 1_000), point(3, 1, now - 3_000)]
    expect(freshSince(points, now - 4_000, now).map(({ longitude }) => longitude)).toEqual([2, 3])
  })
  it('is not an old one that is read late', () => {
    expect(freshSince([point(1, 1, now - 3_600_000)], 0, now)).toEqual([])
  })
})

describe('the guarded servers’ place', () => {
  it.each([
    ['is what the user set', { home: { latitude: 48.1, longitude: 11.6, name: 'Rack' } }, 'Rack'],
    ['is absent where none is set', { home: null }, undefined],
    ['is absent where settings know of none', { retentionDays: 30 }, undefined],
    ['is absent where it is not on the earth', { home: { latitude: 480, longitude: 11.6 } }, undefined],
    ['is absent before the settings are read', undefined, undefined],
  ])('%s', (_name, settings, name) => expect(homeOf(settings)?.name).toBe(name))
})
