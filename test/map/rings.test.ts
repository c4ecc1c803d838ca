import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MapPoint } from '../../contract/index.ts'
import { apart, ringDistance } from '../../renderer/map/apart.ts'
import { createRings, deepestZoom } from '../../renderer/map/rings.ts'

const place = fc.record({
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  latitude: fc.double({ min: -80, max: 80, noNaN: true }),
})
const zooms = fc.integer({ min: 6, max: 35 }).map((quarters) => quarters / 4)

/** Pixels on the map, told in another way than the console does: by the Gudermannian. */
function pixels({ longitude, latitude }: { longitude: number; latitude: number }, zoom: number) {
  const perRadian = (256 * 2 ** zoom) / (2 * Math.PI)
  return {
    x: ((longitude * Math.PI) / 180) * perRadian,
    y: Math.atanh(Math.sin((latitude * Math.PI) / 180)) * perRadian,
  }
}
function distance(a: { longitude: number; latitude: number }, b: typeof a, zoom: number): number {
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

describe('rings on the map', () => {
  it('never lie over each other, wherever the places are', () => {
    fc.assert(
      fc.property(points, zooms, (given, zoom) => {
        const rings = createRings(given)(zoom)
        for (const [i, ring] of rings.entries()) {
          for (const other of rings.slice(0, i)) {
            expect(distance(ring, other, zoom)).toBeGreaterThan(ringDistance - 0.01)
          }
        }
      }),
    )
  })

  it('stand for every alert, at every zoom', () => {
    fc.assert(
      fc.property(points, zooms, (given, zoom) => {
        const sum = createRings(given)(zoom).reduce((total, { sums }) => total + sums.high, 0)
        expect(sum).toBe(given.reduce((total, { count }) => total + count, 0))
      }),
    )
  })

  it('stay where they are while counts change', () => {
    fc.assert(
      fc.property(points, zooms, (given, zoom) => {
        const grown = given.map((point) => pointAt(point.longitude, point.latitude, 1000 - point.count))
        const where = ({ longitude, latitude }: MapPoint | { longitude: number; latitude: number }) =>
          `${longitude},${latitude}`
        expect(createRings(grown.reverse())(zoom).map(where)).toEqual(createRings(given)(zoom).map(where))
      }),
    )
  })

  it('lead, press after press, to every place', () => {
    const given = [pointAt(13.4, 52.5, 3), pointAt(13.41, 52.51, 2), pointAt(2.35, 48.86, 1)]
    const rings = createRings(given)
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
})

it('places that are far apart stay alone', () => {
  const far = [
    { longitude: 0, latitude: 0 },
    { longitude: 90, latitude: 0 },
  ]
  expect(apart(far, 2)).toEqual([[far[0]], [far[1]]])
})
