import 'leaflet/dist/leaflet.css'
import './map.css'
import { useReducedMotion } from '@mantine/hooks'
import type { LatLngBounds, LeafletMouseEvent } from 'leaflet'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { AttributionControl, MapContainer, Rectangle, useMap, useMapEvents, ZoomControl } from 'react-leaflet'
import type { Bounds, MapPoint } from '../../contract/index.ts'
import { Countries } from './countries-layer.tsx'
import type { Home } from './home.ts'
import { RingLayer } from './ring-layer.tsx'
import { ringUnder, type SeenRing } from './ring-size.ts'
import { deepestZoom } from './rings.ts'
import type { Threats } from './threats.ts'

const world: [[number, number], [number, number]] = [
  [-62, -178],
  [82, 178],
]

export interface ThreatMapViewProps {
  readonly map: Threats
  /** places of alerts that came just now */
  readonly fresh: readonly MapPoint[]
  readonly home: Home | undefined
  /** the part of the map that the screens are narrowed to */
  readonly bounds: Bounds | undefined
  readonly attribution: string
  readonly onSeen: (bounds: LatLngBounds) => void
}

/** The world: country shapes shaded by alerts, rings that show how bad they are, arcs to the guarded servers. */
export function ThreatMapView({ map, fresh, home, bounds, attribution, onSeen }: ThreatMapViewProps) {
  const { t, i18n } = useTranslation('map')
  const moves = !useReducedMotion(undefined, { getInitialValueInEffect: false })
  const seen = useRef<readonly SeenRing[]>([])
  const isRingAt = ({ containerPoint }: LeafletMouseEvent) =>
    ringUnder(seen.current, containerPoint) !== undefined
  const corners = bounds && cornersOf(bounds)
  return (
    <MapContainer
      className="threat-map"
      style={{ height: '100%' }}
      bounds={corners ?? world}
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
      inertia={moves}
    >
      {/* Leaflet writes its controls' words once: in another language they are new controls. */}
      <ZoomControl key={i18n.language} zoomInTitle={t('zoomIn')} zoomOutTitle={t('zoomOut')} />
      <AttributionControl prefix={false} position="bottomright" />
      <Countries counts={map.countries} attribution={attribution} isRingAt={isRingAt} />
      {corners && <Rectangle bounds={corners} className="map-bounds" interactive={false} fill={false} />}
      <RingLayer places={map.places} home={home} fresh={fresh} seen={seen} />
      <Watch onSeen={onSeen} />
    </MapContainer>
  )
}

const cornersOf = ({ north, south, east, west }: Bounds): [[number, number], [number, number]] => [
  [south, west],
  [north, east],
]

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
