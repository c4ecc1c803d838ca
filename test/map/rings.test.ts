import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MapPoint } from '../../contract/index.ts'
import { apart, ringDistance } from '../../renderer/map/apart.ts'
import { type Place, placeOf, worldOf, worldPixels } from '../../renderer/map/mercator.ts'
import { packed, totalAt } from '../../renderer/map/places.ts'
import { createRings, deepestZoom } from '../../renderer/map/rings.ts'

const place = fc.record({
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  latitude: fc.double({ min: -80, max: 80, noNaN: true }),
})
const zooms = fc.integer({ min: 6, max: 35 }).map((quarters) => quarters / 4)

/** Pixels on the map, told in another way than the console does: by the Gudermannian. */
function pixels({ longitude, latitude }: Place, zoom: number) {
  const perRadian = (256 * 2 ** zoom) / (2 * Math.PI)
  return {
    x: ((longitude * Math.PI) / 180) * perRadian,
    y: Math.atanh(Math.sin((latitude * Math.PI) / 180)) * perRadian,
  }
}
function distance(a: Place, b: Place, zoom: number): number {
  const [from, to] = [pixels(a, zoom), pixels(b, zoom)]
  return Math.hypot(from.x - to.x, from.y - to.y)
}

const pointAt = (longitude: number, latitude: number, count: number): MapPoint => ({
  longitude,
  latitude,
  count,
  worst: 'high',
  lastTime: 0,
  severities: { critical: 0, high: count, medium: 0, low: 0, info: 0 },
})
const points = fc
  .array(place, { maxLength: 80 })
  .map((places) => places.map(({ longitude, latitude }, i) => pointAt(longitude, latitude, i + 1)))

/** The rings of a zoom, one by one. */
const ringsAt = (given: readonly MapPoint[]) => {
  const rings = createRings(packed(given))
  return (zoom: number) => {
    const { length, xs, ys, counts, places, place: index, zoomTo } = rings(zoom)
    return Array.from({ length }, (_, i) => ({
      ...placeOf({ x: xs[i] ?? 0, y: ys[i] ?? 0 }),
      count: totalAt(counts, i),
      places: places[i] ?? 0,
      point: given[index[i] ?? -1],
      zoomTo: zoomTo[i] ?? 0,
    }))
  }
}

describe('rings on the map', () => {
  it('never lie over each other, wherever the places are', () => {
    fc.assert(
      fc.property(points, zooms, (given, zoom) => {
        const rings = ringsAt(given)(zoom)
        for (const [i, ring] of rings.entries()) {
          for (const other of rings.slice(0, i)) {
            expect(distance(ring, other, zoom)).toBeGreaterThan(ringDistance - 0.01)
          }
        }
      }),
    )
  })

  it('stand for every alert and every place, at every zoom', () => {
    fc.assert(
      fc.property(points, zooms, (given, zoom) => {
        const rings = ringsAt(given)(zoom)
        expect(rings.reduce((total, { count }) => total + count, 0)).toBe(
          given.reduce((total, { count }) => total + count, 0),
        )
        expect(rings.reduce((total, { places }) => total + places, 0)).toBe(given.length)
      }),
    )
  })

  it('stay where they are while counts change', () => {
    fc.assert(
      fc.property(points, zooms, (given, zoom) => {
        const grown = given.map((point) => pointAt(point.longitude, point.latitude, 1000 - point.count))
        const where = ({ longitude, latitude }: Place) => `${longitude},${latitude}`
        expect(ringsAt(grown.reverse())(zoom).map(where)).toEqual(ringsAt(given)(zoom).map(where))
      }),
    )
  })

  it('lead, press after press, to every place', () => {
    const given = [pointAt(13.4, 52.5, 3), pointAt(13.41, 52.51, 2), pointAt(2.35, 48.86, 1)]
    const rings = ringsAt(given)
    expect(rings(2)).toHaveLength(1)
    let zoom = 2
    for (let presses = 0; presses < 10; presses++) {
      const [united] = rings(zoom).filter(({ point }) => point === undefined)
      if (!united) break
      expect(united.zoomTo).toBeGreaterThan(zoom)
      zoom = united.zoomTo
    }
    expect(zoom).toBeLessThanOrEqual(deepestZoom)
    expect(rings(zoom).map(({ point }) => point?.count)).toEqual(expect.arrayContaining([1, 2, 3]))
  })

  it('at the deepest zoom are one a place, however near they are', () => {
    const given = [pointAt(13.4, 52.5, 3), pointAt(13.4001, 52.5001, 2)]
    expect(ringsAt(given)(deepestZoom).map(({ places }) => places)).toEqual([1, 1])
  })
})

it('places that are far apart stay alone', () => {
  const far = [worldOf({ longitude: 0, latitude: 0 }), worldOf({ longitude: 90, latitude: 0 })]
  expect(apart(far, worldPixels(2))).toEqual([[far[0]], [far[1]]])
})
