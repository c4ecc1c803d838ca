import Supercluster from 'supercluster'
import { type MapPoint, type Severity, severities } from '../../contract/index.ts'
import { apart } from './apart.ts'

export type Sums = { count: number } & Record<Severity, number>

export const deepestZoom = 9

/** What is drawn for one place, or for several that would lie over each other. */
export interface Ring {
  readonly longitude: number
  readonly latitude: number
  readonly sums: Sums
  /** the place, where it is one alone */
  readonly point?: MapPoint
  /** the zoom at which the places come apart, or come closer to it */
  readonly zoomTo: number
}

const sumsOf = ({ count, critical, high, medium, low, info }: Sums): Sums => ({
  count,
  critical,
  high,
  medium,
  low,
  info,
})

function addTo(sum: Sums, more: Sums): void {
  sum.count += more.count
  for (const severity of severities) sum[severity] += more[severity]
}

/**
 * The rings for a zoom, all over the world. They hang on the set of places alone, neither on their counts nor on what
 * part of the map is seen: so they stay where they are while alerts come in and while the map is moved.
 */
export function createRings(given: readonly MapPoint[]): (zoom: number) => Ring[] {
  const points = [...given].sort((a, b) => a.latitude - b.latitude || a.longitude - b.longitude)
  const index = new Supercluster<Sums & { index: number }, Sums>({
    radius: 50,
    extent: 256,
    maxZoom: deepestZoom - 1,
    map: sumsOf,
    reduce: addTo,
  })
  index.load(
    points.map(({ longitude, latitude, count, severities: counts }, i) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
      properties: { count, ...counts, index: i },
    })),
  )
  return (zoom) => {
    const rings = index.getClusters([-180, -90, 180, 90], Math.round(zoom)).map((item): Ring => {
      const [longitude = 0, latitude = 0] = item.geometry.coordinates
      const place = { longitude, latitude, sums: sumsOf(item.properties) }
      if ('cluster_id' in item.properties) {
        const zoomTo = index.getClusterExpansionZoom(item.properties.cluster_id)
        return { ...place, zoomTo: Math.min(deepestZoom, zoomTo) }
      }
      const point = points[item.properties.index]
      return { ...place, zoomTo: deepestZoom, ...(point && { point }) }
    })
    // At the deepest zoom every place must be within reach, also one that lies over its neighbour.
    return zoom >= deepestZoom ? rings : apart(rings, zoom).map((group) => united(group, zoom))
  }
}

/** One ring for those that would lie over each other, in the place of the first. */
function united([first, ...others]: readonly [Ring, ...Ring[]], zoom: number): Ring {
  if (others.length === 0) return first
  const sums = { ...first.sums }
  for (const other of others) addTo(sums, other.sums)
  const { longitude, latitude } = first
  return { longitude, latitude, sums, zoomTo: Math.min(deepestZoom, Math.floor(zoom) + 1) }
}
