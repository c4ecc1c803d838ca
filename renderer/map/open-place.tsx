import { useReducedMotion } from '@mantine/hooks'
import L from 'leaflet'
import { useEffect, useMemo, useRef } from 'react'
import { Popup, useMap } from 'react-leaflet'
import type { MapPoint } from '../../contract/index.ts'
import { PlacePopup } from './place-popup.tsx'

/** Room that a popup needs above its place and beside it, pixels. */
const room = { paddingTopLeft: L.point(180, 360), paddingBottomRight: L.point(180, 40), animate: false }

/** A place's popup, with the focus in it until it is closed; then that goes back to where it came from. */
export function OpenPlace({ point, onClose }: { point: MapPoint; onClose: () => void }) {
  const map = useMap()
  const moves = !useReducedMotion(undefined, { getInitialValueInEffect: false })
  const { latitude, longitude } = point
  // The same as long as the place is: another position is another popup to Leaflet.
  const position = useMemo((): [number, number] => [latitude, longitude], [latitude, longitude])
  const before = useRef<Element>(null)
  useEffect(() => {
    before.current = document.activeElement
    if (!moves) map.panInside([latitude, longitude], room)
  }, [map, moves, latitude, longitude])
  const close = () => {
    const from = before.current
    if (from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true })
    onClose()
  }
  return (
    <Popup
      key={`${latitude},${longitude}`}
      position={position}
      minWidth={320}
      maxWidth={360}
      closeButton={false}
      autoPan={moves}
      autoPanPadding={[24, 24]}
      eventHandlers={{ remove: close }}
    >
      <PlacePopup point={point} onClose={() => map.closePopup()} />
    </Popup>
  )
}
