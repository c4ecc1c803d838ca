import 'leaflet/dist/leaflet.css'
import { useQuery } from '@tanstack/react-query'
import type { Feature } from 'geojson'
import L, { type LatLngBounds } from 'leaflet'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { AttributionControl, GeoJSON, MapContainer, Marker, Popup, useMap, useMapEvents } from 'react-leaflet'
import Supercluster from 'supercluster'
import { type MapPoint, type Severity, severities, type ThreatMap } from '../../contract/index.ts'
import { formatNumber } from '../parts/format.ts'
import { clusterIcon } from './cluster-icon.ts'
import { loadCountries } from './countries.ts'
import { PlacePopup } from './place-popup.tsx'
import { words } from './words.ts'

const world: [[number, number], [number, number]] = [
  [-62, -178],
  [82, 178],
]

type Sums = { count: number } & Record<Severity, number>
type Point = Sums & { index: number }

const sumsOf = (point: MapPoint): Sums => ({ count: point.count, ...point.severities })

export interface ThreatMapViewProps {
  readonly map: ThreatMap
  readonly attribution: string
  readonly onSeen: (bounds: LatLngBounds) => void
}

/** The dark world: country shapes shaded by alerts, and clusters that show how bad they are. */
export function ThreatMapView({ map, attribution, onSeen }: ThreatMapViewProps) {
  const countries = useQuery({
    queryKey: ['countries'],
    queryFn: loadCountries,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const most = Math.max(1, ...Object.values(map.countries))
  const style = useCallback(
    (feature?: Feature) => {
      const count = map.countries[String(feature?.id ?? '')] ?? 0
      const strength = count === 0 ? 0 : 0.12 + 0.5 * (Math.log(count + 1) / Math.log(most + 1))
      return {
        color: '#2a3644',
        weight: 0.7,
        fillColor: count === 0 ? '#161d26' : '#35b3c0',
        fillOpacity: count === 0 ? 1 : strength * 0.6,
      }
    },
    [map.countries, most],
  )
  return (
    <MapContainer
      className="threat-map"
      style={{ height: '100%' }}
      bounds={world}
      minZoom={1.5}
      maxZoom={9}
      zoomSnap={0.25}
      maxBounds={[
        [-85, -200],
        [85, 200],
      ]}
      maxBoundsViscosity={0.8}
      worldCopyJump={false}
      attributionControl={false}
      preferCanvas
    >
      <AttributionControl prefix={false} position="bottomright" />
      {countries.data && (
        <GeoJSON
          data={countries.data}
          style={style}
          interactive={false}
          attribution={`${attribution} · ${words.data}`}
        />
      )}
      <Clusters points={map.points} />
      <Watch onSeen={onSeen} />
    </MapContainer>
  )
}

function Watch({ onSeen }: { onSeen: (bounds: LatLngBounds) => void }) {
  const map = useMap()
  useMapEvents({ moveend: () => onSeen(map.getBounds()) })
  useEffect(() => {
    map.getContainer().setAttribute('aria-label', words.map)
    onSeen(map.getBounds())
    const resized = new ResizeObserver(() => map.invalidateSize())
    resized.observe(map.getContainer())
    return () => resized.disconnect()
  }, [map, onSeen])
  return null
}

function Clusters({ points }: { points: readonly MapPoint[] }) {
  const map = useMap()
  const [view, setView] = useState({ zoom: map.getZoom(), bounds: map.getBounds() })
  useMapEvents({ moveend: () => setView({ zoom: map.getZoom(), bounds: map.getBounds() }) })

  const clusters = useMemo(() => {
    const index = new Supercluster<Point, Sums>({
      radius: 50,
      extent: 256,
      maxZoom: 8,
      map: ({ count, critical, high, medium, low, info }) => ({ count, critical, high, medium, low, info }),
      reduce: (sum, more) => {
        sum.count += more.count
        for (const severity of severities) sum[severity] += more[severity]
      },
    })
    index.load(
      points.map((point, i) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [point.longitude, point.latitude] },
        properties: { ...sumsOf(point), index: i },
      })),
    )
    return index
  }, [points])

  const { bounds, zoom } = view
  const shown = clusters.getClusters(
    [Math.max(-180, bounds.getWest()), bounds.getSouth(), Math.min(180, bounds.getEast()), bounds.getNorth()],
    Math.round(zoom),
  )
  return shown.map((item) => {
    const [longitude = 0, latitude = 0] = item.geometry.coordinates
    const sums = item.properties
    const point = 'index' in sums ? points[sums.index] : undefined
    const zoomIn = () => {
      if ('cluster_id' in sums)
        map.flyTo([latitude, longitude], Math.min(9, clusters.getClusterExpansionZoom(sums.cluster_id)), {
          duration: 0.4,
        })
    }
    return (
      <Marker
        key={point ? `p${longitude},${latitude}` : `c${longitude.toFixed(3)},${latitude.toFixed(3)}`}
        position={[latitude, longitude]}
        icon={clusterIcon(sums)}
        title={
          point ? (point.city ?? point.country ?? words.unknownCity) : words.cluster(formatNumber(sums.count))
        }
        alt={
          point ? (point.city ?? point.country ?? words.unknownCity) : words.cluster(formatNumber(sums.count))
        }
        eventHandlers={point ? {} : { click: zoomIn, keypress: zoomIn }}
      >
        {point && (
          <Popup minWidth={300} autoPanPadding={L.point(24, 24)}>
            <PlacePopup point={point} />
          </Popup>
        )}
      </Marker>
    )
  })
}
