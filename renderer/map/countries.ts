import type { FeatureCollection, Geometry, Position } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import atlas from 'world-atlas/countries-110m.json?url'
import { z } from 'zod'
import codes from './country-codes.json' with { type: 'json' }

const isTopology = (value: unknown): value is Topology<{ countries: GeometryCollection }> =>
  z
    .object({ type: z.literal('Topology'), objects: z.object({ countries: z.object({}).loose() }).loose() })
    .loose()
    .safeParse(value).success

const alpha2: Readonly<Record<string, string>> = codes

/** Its shape reaches the pole, which this projection cannot draw; nobody attacks from there. */
const antarctica = '010'

/** Shapes of all countries; each feature's id becomes its ISO 3166-1 alpha-2 code. */
export async function loadCountries(): Promise<FeatureCollection> {
  const topology: unknown = await (await fetch(atlas)).json()
  if (!isTopology(topology)) throw new Error('The country shapes are damaged: build the console again.')
  const { features } = feature(topology, topology.objects.countries)
  return {
    type: 'FeatureCollection',
    features: features
      .filter(({ id }) => id !== antarctica)
      .map((f) => ({ ...f, id: alpha2[String(f.id)] ?? '', geometry: unwrapped(f.geometry) })),
  }
}

/** A ring that crosses the date line goes on beyond 180° instead of jumping back across the whole map. */
function unwrapRing(ring: readonly Position[]): Position[] {
  const longitudes = ring.map(([longitude = 0]) => longitude)
  if (Math.max(...longitudes) - Math.min(...longitudes) <= 180) return [...ring]
  return ring.map(([longitude = 0, latitude = 0]) => [longitude < 0 ? longitude + 360 : longitude, latitude])
}

function unwrapped(geometry: Geometry): Geometry {
  if (geometry.type === 'Polygon') return { ...geometry, coordinates: geometry.coordinates.map(unwrapRing) }
  if (geometry.type === 'MultiPolygon') {
    return { ...geometry, coordinates: geometry.coordinates.map((rings) => rings.map(unwrapRing)) }
  }
  return geometry
}
