import { useReducedMotion } from '@mantine/hooks'
import type L from 'leaflet'
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useMap, useMapEvents } from 'react-leaflet'
import type { MapPoint } from '../../contract/index.ts'
import { viewOf } from './canvas-pane.ts'
import type { Home } from './home.ts'
import { placeOf, type WorldPoint } from './mercator.ts'
import { OpenPlace } from './open-place.tsx'
import { type Places, placeAt, pointAt } from './places.ts'
import { RingButtons } from './ring-buttons.tsx'
import { ringUnder, type SeenRing, seenRings } from './ring-size.ts'
import { RingTip } from './ring-tip.tsx'
import type { Rings } from './rings.ts'
import { useCanvas } from './use-canvas.ts'
import { useRings } from './use-rings.ts'

export interface RingLayerProps {
  readonly places: Places
  readonly home: Home | undefined
  /** places of alerts that came just now */
  readonly fresh: readonly MapPoint[]
  /** what the canvas shows, for those who have to know what lies under the pointer */
  readonly seen: RefObject<readonly SeenRing[]>
}

/** The rings: painted on a canvas, told of under the pointer, pressed by pointer or key. */
export function RingLayer({ places, home, fresh, seen }: RingLayerProps) {
  const map = useMap()
  const moves = !useReducedMotion(undefined, { getInitialValueInEffect: false })
  const [zoom, setZoom] = useState(map.getZoom())
  const [hovered, setHovered] = useState<SeenRing>()
  const [opened, setOpened] = useState<MapPoint>()
  const focusNext = useRef(false)
  const pointer = useRef<WorldPoint>(undefined)
  const ringed = useRings(places, zoom)
  const resting = useCanvas(map, { ringed, home, fresh, hovered: hovered?.ring, moves }, seen)

  const hover = useCallback(
    (next: SeenRing | undefined) => {
      map.getContainer().classList.toggle('on-ring', next !== undefined)
      setHovered((before) => (isSameRing(before, next) ? before : next))
    },
    [map],
  )
  // Numbers of rings mean nothing among other rings: look anew.
  useEffect(() => {
    if (!ringed || !pointer.current) return
    const { x: width, y: height } = map.getSize()
    hover(ringUnder(seenRings(ringed.rings, viewOf(map), { width, height }), pointer.current))
  }, [ringed, hover, map])

  const press = ({ ring }: SeenRing, byKey: boolean) => {
    if (!ringed) return
    const { rings } = ringed
    const point = pointAt(ringed.places, rings.place[ring] ?? -1)
    focusNext.current = byKey
    if (point) setOpened(point)
    else flyInto(map, rings, ring, moves)
  }
  useMapEvents({
    zoomend: () => setZoom(map.getZoom()),
    movestart: () => hover(undefined),
    mousemove: ({ containerPoint }: L.LeafletMouseEvent) => {
      pointer.current = containerPoint
      hover(ringUnder(seen.current, containerPoint))
    },
    mouseout: () => {
      pointer.current = undefined
      hover(undefined)
    },
    click: ({ containerPoint }: L.LeafletMouseEvent) => {
      const ring = ringUnder(seen.current, containerPoint)
      if (ring) press(ring, false)
    },
  })
  const shown = useMemo(
    () => opened && (pointAt(places, placeAt(places, opened)) ?? opened),
    [places, opened],
  )
  return (
    <>
      {ringed &&
        createPortal(
          <>
            <RingButtons ringed={ringed} seen={resting} focusNext={focusNext} onPress={press} />
            {hovered && <RingTip ringed={ringed} ring={hovered} />}
          </>,
          map.getContainer(),
        )}
      {shown && <OpenPlace point={shown} onClose={() => setOpened(undefined)} />}
    </>
  )
}

const isSameRing = (a: SeenRing | undefined, b: SeenRing | undefined): boolean =>
  a?.ring === b?.ring && a?.x === b?.x && a?.y === b?.y && a?.count === b?.count

function flyInto(map: L.Map, { xs, ys, zoomTo }: Rings, ring: number, animate: boolean): void {
  const { latitude, longitude } = placeOf({ x: xs[ring] ?? 0, y: ys[ring] ?? 0 })
  map.flyTo([latitude, longitude], zoomTo[ring] ?? map.getZoom() + 1, { duration: 0.4, animate })
}
