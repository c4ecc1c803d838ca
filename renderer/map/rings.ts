import Supercluster from 'supercluster'
import { apart } from './apart.ts'
import { worldOf, worldPixels } from './mercator.ts'
import { kinds, type Spots, totalAt } from './places.ts'

export const deepestZoom = 9

/** What is drawn for one place, or for several that would lie over each other; an entry a ring in each list. */
export interface Rings {
  readonly length: number
  /** of the world, see mercator.ts */
  readonly xs: Float64Array<ArrayBuffer>
  readonly ys: Float64Array<ArrayBuffer>
  /** alerts by severity, `kinds` numbers a ring */
  readonly counts: Float64Array<ArrayBuffer>
  /** how many places it stands for */
  readonly places: Uint32Array<ArrayBuffer>
  /** the index of the place, where it is one alone, otherwise -1 */
  readonly place: Int32Array<ArrayBuffer>
  /** the zoom at which the places come apart, or come closer to it */
  readonly zoomTo: Float64Array<ArrayBuffer>
  /** alerts of the biggest ring */
  readonly most: number
}

/** What supercluster sums up, a number for each severity. */
interface Sums {
  counts: readonly number[]
}

interface Item {
  readonly x: number
  readonly y: number
  readonly counts: readonly number[]
  readonly places: number
  readonly place: number
  readonly zoomTo: number
}

/**
 * The rings for a zoom, all over the world. They hang on the set of places alone, neither on their counts nor on what
 * part of the map is seen: so they stay where they are while alerts come in and while the map is moved.
 */
export function createRings({ longitudes, latitudes, counts }: Spots): (zoom: number) => Rings {
  const order = [...longitudes.keys()].sort(
    (a, b) =>
      (latitudes[a] ?? 0) - (latitudes[b] ?? 0) || (longitudes[a] ?? 0) - (longitudes[b] ?? 0) || a - b,
  )
  const index = new Supercluster<Sums & { place: number }, Sums>({
    radius: 50,
    extent: 256,
    maxZoom: deepestZoom - 1,
    map: ({ counts }) => ({ counts }),
    reduce: addTo,
  })
  index.load(
    order.map((place) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [longitudes[place] ?? 0, latitudes[place] ?? 0] },
      properties: { counts: [...counts.subarray(place * kinds, (place + 1) * kinds)], place },
    })),
  )
  return (zoom) => {
    const items = index.getClusters([-180, -90, 180, 90], Math.round(zoom)).map((found): Item => {
      const [longitude = 0, latitude = 0] = found.geometry.coordinates
      const at = { ...worldOf({ longitude, latitude }), counts: found.properties.counts }
      if ('cluster_id' in found.properties) {
        const { cluster_id: id, point_count: places } = found.properties
        const zoomTo = Math.min(deepestZoom, index.getClusterExpansionZoom(id))
        return { ...at, places, place: -1, zoomTo }
      }
      return { ...at, places: 1, place: found.properties.place, zoomTo: deepestZoom }
    })
    // At the deepest zoom every place must be within reach, also one that lies over its neighbour.
    if (zoom >= deepestZoom) return ringsOf(items)
    return ringsOf(apart(items, worldPixels(zoom)).map((group) => united(group, zoom)))
  }
}

/** Makes a new list: supercluster's copies of a sum share the one they have. */
function addTo(sum: Sums, more: Sums): void {
  sum.counts = sum.counts.map((count, kind) => count + (more.counts[kind] ?? 0))
}

/** One ring for those that would lie over each other, in the place of the first. */
function united([first, ...others]: readonly [Item, ...Item[]], zoom: number): Item {
  if (others.length === 0) return first
  const sums: Sums = { counts: first.counts }
  for (const other of others) addTo(sums, other)
  const places = others.reduce((sum, other) => sum + other.places, first.places)
  return { ...first, ...sums, places, place: -1, zoomTo: Math.min(deepestZoom, Math.floor(zoom) + 1) }
}

function ringsOf(items: readonly Item[]): Rings {
  const counts = Float64Array.from(items.flatMap((item) => item.counts))
  return {
    length: items.length,
    xs: Float64Array.from(items, ({ x }) => x),
    ys: Float64Array.from(items, ({ y }) => y),
    counts,
    places: Uint32Array.from(items, ({ places }) => places),
    place: Int32Array.from(items, ({ place }) => place),
    zoomTo: Float64Array.from(items, ({ zoomTo }) => zoomTo),
    most: items.reduce((most, _item, i) => Math.max(most, totalAt(counts, i)), 0),
  }
}
