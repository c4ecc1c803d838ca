import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arcBetween, pointOn } from '../../renderer/map/arcs.ts'
import {
  between,
  eased,
  onCanvas,
  placeOf,
  type View,
  worldOf,
  worldPixels,
} from '../../renderer/map/mercator.ts'
import { radiusOf, ringUnder, seenRings } from '../../renderer/map/ring-size.ts'
import type { Rings } from '../../renderer/map/rings.ts'
import { bounded, boxAround } from '../../renderer/map/surroundings.ts'

const coordinate = fc.record({
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  latitude: fc.double({ min: -84, max: 84, noNaN: true }),
})
const view = fc.record({
  scale: fc.double({ min: 300, max: 200_000, noNaN: true }),
  left: fc.double({ min: -1e5, max: 1e5, noNaN: true }),
  top: fc.double({ min: -1e5, max: 1e5, noNaN: true }),
})
const pixel = fc.record({
  x: fc.double({ min: 0, max: 2_000, noNaN: true }),
  y: fc.double({ min: 0, max: 2_000, noNaN: true }),
})

describe('the world', () => {
  it('gives back the place it was asked for', () => {
    fc.assert(
      fc.property(coordinate, (place) => {
        const back = placeOf(worldOf(place))
        expect(back.longitude).toBeCloseTo(place.longitude, 8)
        expect(back.latitude).toBeCloseTo(place.latitude, 8)
      }),
    )
  })
  it('has its middle where equator and Greenwich meet, and ends before the poles', () => {
    expect(worldOf({ longitude: 0, latitude: 0 })).toEqual({ x: 0.5, y: 0.5 })
    expect(worldOf({ longitude: 180, latitude: 90 }).y).toBeCloseTo(0, 6)
    expect(worldOf({ longitude: -180, latitude: -90 })).toEqual({ x: 0, y: expect.closeTo(1, 6) })
  })
  it('doubles with each zoom', () => expect(worldPixels(3) / worldPixels(2)).toBe(2))
})

describe('a zoom', () => {
  it('moves every point straight from where it was to where it will be', () => {
    fc.assert(
      fc.property(
        view,
        view,
        coordinate,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (from, to, place, part) => {
          const point = worldOf(place)
          const [start, end, now] = [from, to, between(from, to, part)].map((at) => onCanvas(at, point))
          expect(now?.x).toBeCloseTo((start?.x ?? 0) * (1 - part) + (end?.x ?? 0) * part, 4)
          expect(now?.y).toBeCloseTo((start?.y ?? 0) * (1 - part) + (end?.y ?? 0) * part, 4)
        },
      ),
    )
  })
  it('starts fast, slows down and never goes back', () => {
    const steps = Array.from({ length: 21 }, (_, i) => eased(i / 20))
    expect(steps[0]).toBe(0)
    expect(steps.at(-1)).toBe(1)
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    expect(eased(0.25)).toBeGreaterThan(0.5)
  })
  it('has not begun before its time and stays done after it', () => {
    expect(eased(-0.1)).toBe(0)
    expect(eased(1.5)).toBe(1)
  })
})

describe('an arc', () => {
  it('begins at the place and ends at the guarded servers', () => {
    fc.assert(
      fc.property(pixel, pixel, (from, to) => {
        const arc = arcBetween(from, to)
        expect(pointOn(arc, 0)).toEqual(from)
        expect(pointOn(arc, 1)).toEqual(to)
      }),
    )
  })
  it.each([
    ['east', { x: 0, y: 100 }, { x: 200, y: 100 }],
    ['west', { x: 200, y: 100 }, { x: 0, y: 100 }],
  ])('bows to the north on its way to the %s', (_name, from, to) => {
    const { x, y } = pointOn(arcBetween(from, to), 0.5)
    expect(x).toBeCloseTo(100)
    expect(y).toBeLessThan(100)
  })
})

const plain: View = { scale: 1000, left: 0, top: 0 }
const size = { width: 1000, height: 1000 }
/** Rings in a thousandth of the world, with so many alerts. */
const ringsAt = (...given: [x: number, y: number, count: number][]): Rings => ({
  length: given.length,
  xs: Float64Array.from(given, ([x]) => x / 1000),
  ys: Float64Array.from(given, ([, y]) => y / 1000),
  counts: Float64Array.from(given.flatMap(([, , count]) => [0, count, 0, 0, 0])),
  places: Uint32Array.from(given, () => 1),
  place: Int32Array.from(given.keys()),
  zoomTo: Float64Array.from(given, () => 9),
  most: Math.max(...given.map(([, , count]) => count)),
})

describe('a ring', () => {
  it('has an area that tells its number', () => {
    expect(radiusOf(400, 400) / radiusOf(100, 400)).toBeCloseTo(2)
  })
  it('is big enough to be seen, however few its alerts', () => {
    expect(radiusOf(1, 1e6)).toBeGreaterThanOrEqual(6)
    expect(radiusOf(0, 0)).toBeGreaterThanOrEqual(6)
  })
  it('is shown where it reaches into the canvas and something came', () => {
    const rings = ringsAt([500, 500, 3], [-20, 500, 9], [-200, 500, 5], [700, 500, 0])
    expect(seenRings(rings, plain, size).map(({ ring }) => ring)).toEqual([0, 1])
  })
  it('is found under the pointer, the nearest of those in reach, also a small one beside its edge', () => {
    const seen = seenRings(ringsAt([100, 100, 100], [200, 200, 1], [210, 200, 1]), plain, size)
    expect(ringUnder(seen, { x: 120, y: 100 })?.ring).toBe(0)
    expect(ringUnder(seen, { x: 189, y: 200 })?.ring).toBe(1)
    expect(ringUnder(seen, { x: 207, y: 200 })?.ring).toBe(2)
    expect(ringUnder(seen, { x: 150, y: 150 })).toBeUndefined()
  })
})

describe('the box of one place', () => {
  it('holds it, also when the address has cut it to three digits', () => {
    fc.assert(
      fc.property(coordinate, (place) => {
        const { north, south, east, west } = boxAround(place)
        expect(Number(north.toFixed(3))).toBeGreaterThan(place.latitude)
        expect(Number(south.toFixed(3))).toBeLessThan(place.latitude)
        expect(Number(east.toFixed(3))).toBeGreaterThanOrEqual(place.longitude)
        expect(Number(west.toFixed(3))).toBeLessThanOrEqual(place.longitude)
      }),
    )
  })
  it('stays on the world', () => {
    expect(bounded({ north: 95, south: -91, east: 200, west: -200 })).toEqual({
      north: 90,
      south: -90,
      east: 180,
      west: -180,
    })
  })
})
