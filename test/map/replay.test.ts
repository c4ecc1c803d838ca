import { describe, expect, it } from 'vitest'
import type { MapPoint, Overview } from '../../contract/index.ts'
import { homeOf } from '../../renderer/map/home.ts'
import {
  alertsOn,
  biggest,
  packed,
  placeAt,
  pointAt,
  severitiesAt,
  totalAt,
} from '../../renderer/map/places.ts'
import { firstFilled, stepAt, stepsOf } from '../../renderer/map/steps.ts'
import { freshSince, isSameMap, ofStep, threatsOf } from '../../renderer/map/threats.ts'

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
    const shown = ofStep(packed([point(1, 5), point(2, 7), point(3, 1)]), packed([point(2, 3)]))
    expect([...shown.longitudes]).toEqual([1, 2, 3])
    expect([0, 1, 2].map((i) => totalAt(shown.counts, i))).toEqual([0, 3, 0])
    expect(severitiesAt(shown.counts, 0)).toEqual(counts(0))
  })
  it('lose none that the range did not know yet', () => {
    const known = { ...point(1, 5), city: 'Lyon', countryCode: 'FR', country: 'France' }
    const late = { ...point(9, 2), city: 'Graz', countryCode: 'AT', country: 'Austria' }
    const shown = ofStep(packed([known]), packed([late]))
    expect(alertsOn(shown)).toBe(2)
    expect(pointAt(shown, 0)?.city).toBe('Lyon')
    expect(pointAt(shown, 1)).toEqual(late)
  })
})

describe('packed places', () => {
  const points = [
    { ...point(1, 5, 40), city: 'Lyon', countryCode: 'FR', country: 'France' },
    point(2, 7),
    { ...point(3, 9), countryCode: 'FR', country: 'France' },
    { ...point(4, 9), city: 'Nîmes', countryCode: 'FR', country: 'France' },
  ]
  const places = packed(points)
  it('give back every place as it was', () => {
    expect(points.map((_, i) => pointAt(places, i))).toEqual(points)
    expect(pointAt(places, points.length)).toBeUndefined()
    expect(pointAt(places, -1)).toBeUndefined()
  })
  it('are found by where they are', () => {
    expect(placeAt(places, { latitude: 50, longitude: 3 })).toBe(2)
    expect(placeAt(places, { latitude: 51, longitude: 3 })).toBe(-1)
  })
  it('tell the biggest, leaving out those without alerts', () => {
    expect(biggest(places, 3).map(({ count }) => count)).toEqual([9, 9, 7])
    expect(biggest(packed([point(1, 0), point(2, 1)]), 5).map(({ longitude }) => longitude)).toEqual([2])
  })
})

it('two answers that would be drawn alike are the same', () => {
  const map = (count: number) =>
    threatsOf({ points: [point(1, count)], countries: { FR: 1 }, notOnMap: { private: 0, unknown: 0 } })
  expect(isSameMap(map(3), map(3))).toBe(true)
  expect(isSameMap(map(3), map(4))).toBe(false)
  expect(isSameMap(map(3), { ...map(3), countries: { FR: 2 } })).toBe(false)
})

describe('a fresh alert', () => {
  const now = 1_000_000
  it('came after the last one known', () => {
    const places = packed([point(1, 1, now - 5_000), point(2, 1, now - 1_000), point(3, 1, now - 3_000)])
    expect(freshSince(places, now - 4_000, now).map(({ longitude }) => longitude)).toEqual([2, 3])
  })
  it('is not an old one that is read late', () => {
    expect(freshSince(packed([point(1, 1, now - 3_600_000)]), 0, now)).toEqual([])
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
