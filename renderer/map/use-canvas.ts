import { useComputedColorScheme } from '@mantine/core'
import type L from 'leaflet'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { MapPoint } from '../../contract/index.ts'
import { openCanvas } from './canvas-pane.ts'
import { drawArcs, drawFlights, drawHome } from './draw-arcs.ts'
import { drawRings } from './draw-rings.ts'
import { Flights } from './flights.ts'
import type { Home } from './home.ts'
import { onCanvas, worldOf, worldPixels } from './mercator.ts'
import { type Palette, readPalette } from './palette.ts'
import { townAt } from './places.ts'
import { type SeenRing, seenRings } from './ring-size.ts'
import type { Ringed } from './use-rings.ts'

interface Painted {
  readonly ringed: Ringed | undefined
  readonly home: Home | undefined
  readonly fresh: readonly MapPoint[]
  /** index of the ring under the pointer */
  readonly hovered: number | undefined
  /** false for people who want nothing to move */
  readonly moves: boolean
}

/**
 * Paints rings, arcs and the guarded servers' place over a map, whenever one of them or the map's view changes.
 * @param seen is told what is shown, with every painting
 * @returns what is shown while the map rests
 */
export function useCanvas(
  map: L.Map,
  painted: Painted,
  seen: RefObject<readonly SeenRing[]>,
): readonly SeenRing[] {
  const scheme = useComputedColorScheme('dark')
  const [resting, setResting] = useState<readonly SeenRing[]>([])
  const latest = useRef(painted)
  latest.current = painted
  const palette = useRef<Palette>(undefined)
  const repaint = useRef<() => void>(() => undefined)
  const flights = useRef(new Flights())
  const { ringed, home, fresh, hovered, moves } = painted

  useEffect(() => {
    const canvas = openCanvas(map, (ctx, view, size) => {
      const { ringed: now, home: to, hovered: under, moves: moving } = latest.current
      palette.current ??= readPalette()
      const colours = palette.current
      seen.current = now ? seenRings(now.rings, view, size, view.scale !== worldPixels(now.zoom)) : []
      const target = to && onCanvas(view, worldOf(to))
      if (target) {
        drawArcs(ctx, seen.current, target, colours)
        const flying = flights.current.at(performance.now(), view)
        drawFlights(ctx, flying, target, colours, moving)
        if (flying.length > 0 && !document.hidden) canvas.repaint()
      }
      if (now) {
        const isVague = (place: number) => townAt(now.places, place) === ''
        drawRings(ctx, now.rings, seen.current, colours, { hovered: under, isVague })
      }
      if (to && target) drawHome(ctx, target, to.name ?? '', colours)
    })
    repaint.current = canvas.repaint
    const rest = () => setResting(seen.current)
    map.on('moveend', rest)
    return () => {
      map.off('moveend', rest)
      canvas.remove()
    }
  }, [map, seen])

  useEffect(() => {
    if (fresh.length === 0 || document.hidden) return
    flights.current.start(fresh, performance.now())
    repaint.current()
  }, [fresh])

  // Another theme has other colours.
  useEffect(() => {
    palette.current = scheme === undefined ? undefined : readPalette()
    repaint.current()
  }, [scheme])

  useEffect(() => {
    const change = { ringed, home, hovered, moves }
    if (change.ringed) repaint.current()
  }, [ringed, home, hovered, moves])

  // The painting of new rings comes with the next frame, what it shows is known then.
  useEffect(() => {
    if (!ringed) return
    const frame = requestAnimationFrame(() => setResting(seen.current))
    return () => cancelAnimationFrame(frame)
  }, [ringed, seen])
  return resting
}
