import { useTranslation } from 'react-i18next'
import { formatList, formatNumber, placeName } from '../parts/format.ts'
import { severityWord } from '../parts/terms.ts'
import 'leaflet/dist/leaflet.css'
import './map.css'
import { useReducedMotion } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { Feature } from 'geojson'
import L, { type LatLngBounds } from 'leaflet'
import { useCallback, useEffect, useMemo, useState } from 'react'
import {
  AttributionControl,
  GeoJSON,
  MapContainer,
  Marker,
  Popup,
  useMap,
  useMapEvents,
  ZoomControl,
} from 'react-leaflet'
import { type MapPoint, severities, type ThreatMap } from '../../contract/index.ts'
import { loadCountries } from './countries.ts'
import { PlacePopup } from './place-popup.tsx'
import { ringIcon } from './ring-icon.ts'
import { createRings, deepestZoom } from './rings.ts'

const world: [[number, number], [number, number]] = [
  [-62, -178],
  [82, 178],
]

export interface ThreatMapViewProps {
  readonly map: ThreatMap
  readonly attribution: string
  readonly onSeen: (bounds: LatLngBounds) => void
}

/** The world: country shapes shaded by alerts, and clusters that show how bad they are. */
export function ThreatMapView({ map, attribution, onSeen }: ThreatMapViewProps) {
  const { t, i18n } = useTranslation('map')
  const countries = useQuery({
    queryKey: ['countries'],
    queryFn: loadCountries,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const moves = !useReducedMotion(undefined, { getInitialValueInEffect: false })
  const most = Math.max(1, ...Object.values(map.countries))
  const style = useCallback(
    (feature?: Feature) => {
      const count = map.countries[String(feature?.id ?? '')] ?? 0
      const strength = count === 0 ? 0 : 0.12 + 0.5 * (Math.log(count + 1) / Math.log(most + 1))
      return {
        color: 'var(--map-border)',
        weight: 0.7,
        fillColor: count === 0 ? 'var(--map-land)' : 'var(--map-heat)',
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
      maxZoom={deepestZoom}
      zoomSnap={0.25}
      maxBounds={[
        [-85, -200],
        [85, 200],
      ]}
      maxBoundsViscosity={0.8}
      worldCopyJump={false}
      attributionControl={false}
      zoomControl={false}
      zoomAnimation={moves}
      fadeAnimation={moves}
      markerZoomAnimation={moves}
      inertia={moves}
    >
      {/* Leaflet writes its controls' words once: in another language they are new controls. */}
      <ZoomControl key={i18n.language} zoomInTitle={t('zoomIn')} zoomOutTitle={t('zoomOut')} />
      <AttributionControl prefix={false} position="bottomright" />
      {countries.data && (
        <GeoJSON
          key={i18n.language}
          data={countries.data}
          style={style}
          interactive={false}
          attribution={`${attribution} · ${t('data')}`}
        />
      )}
      <Clusters points={map.points} />
      <Watch onSeen={onSeen} />
    </MapContainer>
  )
}

function Watch({ onSeen }: { onSeen: (bounds: LatLngBounds) => void }) {
  const { t } = useTranslation('map')
  const map = useMap()
  useMapEvents({ moveend: () => onSeen(map.getBounds()) })
  useEffect(() => map.getContainer().setAttribute('aria-label', t('map')), [map, t])
  useEffect(() => {
    onSeen(map.getBounds())
    const resized = new ResizeObserver(() => map.invalidateSize())
    resized.observe(map.getContainer())
    return () => resized.disconnect()
  }, [map, onSeen])
  return null
}

function Clusters({ points }: { points: readonly MapPoint[] }) {
  const { t } = useTranslation('map')
  const map = useMap()
  const animate = map.options.zoomAnimation !== false
  const [view, setView] = useState({ zoom: map.getZoom(), bounds: map.getBounds() })
  useMapEvents({ moveend: () => setView({ zoom: map.getZoom(), bounds: map.getBounds() }) })
  const ringsAt = useMemo(() => createRings(points), [points])
  const rings = useMemo(() => ringsAt(view.zoom), [ringsAt, view.zoom])
  return rings
    .filter(({ latitude, longitude }) => view.bounds.contains([latitude, longitude]))
    .map(({ latitude, longitude, sums, point, zoomTo }) => {
      const zoomIn = () => void map.flyTo([latitude, longitude], zoomTo, { duration: 0.4, animate })
      const onKey = ({ originalEvent }: L.LeafletKeyboardEvent) => {
        if (originalEvent.key === 'Enter') zoomIn()
      }
      const mix = formatList(
        severities
          .filter((severity) => sums[severity] > 0)
          .map((severity) => `${severityWord(severity)} ${formatNumber(sums[severity])}`),
      )
      const name = point
        ? t('ringOf', { place: placeName(point.city, point) || t('unknownCity'), mix })
        : t('cluster', { count: sums.count, mix })
      return (
        <Marker
          key={point ? `p${longitude},${latitude}` : `c${longitude.toFixed(3)},${latitude.toFixed(3)}`}
          position={[latitude, longitude]}
          icon={ringIcon(sums)}
          title={name}
          alt={name}
          eventHandlers={point ? {} : { click: zoomIn, keypress: onKey }}
        >
          {point && (
            <Popup minWidth={300} closeButton={false} autoPanPadding={L.point(24, 24)}>
              <PlacePopup point={point} />
            </Popup>
          )}
        </Marker>
      )
    })
}
