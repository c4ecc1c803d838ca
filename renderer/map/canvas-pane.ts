import type L from 'leaflet'
import { between, eased, type View, worldPixels } from './mercator.ts'
import type { Size } from './ring-size.ts'

export type Paint = (ctx: CanvasRenderingContext2D, view: View, size: Size) => void

/** How long Leaflet's style sheet lets a zoom take. */
const zoomMs = 250

/**
 * A canvas over the map that is painted anew with every move: what stands on it keeps its size while the map is zoomed,
 * other than what Leaflet scales.
 * @param paint draws a view; the canvas is empty, its units are CSS pixels
 */
export function openCanvas(map: L.Map, paint: Paint): { repaint(): void; remove(): void } {
  const pane = map.getPane('rings') ?? map.createPane('rings')
  const canvas = document.createElement('canvas')
  canvas.setAttribute('aria-hidden', 'true')
  pane.append(canvas)
  const ctx = canvas.getContext('2d')
  let frame = 0
  let zooming = false
  let shown: View = viewOf(map)

  function draw(view: View): void {
    shown = view
    const { x: width, y: height } = map.getSize()
    const density = window.devicePixelRatio
    const [wide, high] = [Math.round(width * density), Math.round(height * density)]
    if (canvas.width !== wide || canvas.height !== high) {
      Object.assign(canvas, { width: wide, height: high })
      Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` })
    }
    const corner = map.containerPointToLayerPoint([0, 0])
    canvas.style.transform = `translate(${corner.x}px, ${corner.y}px)`
    if (!ctx) return
    ctx.setTransform(density, 0, 0, density, 0, 0)
    ctx.clearRect(0, 0, width, height)
    paint(ctx, view, { width, height })
  }

  function repaint(): void {
    if (zooming || frame !== 0) return
    frame = requestAnimationFrame(() => {
      frame = 0
      if (!zooming) draw(viewOf(map))
    })
  }

  const onMove = () => {
    if (!zooming) draw(viewOf(map))
  }
  const onZoomEnd = () => {
    zooming = false
    cancelAnimationFrame(frame)
    frame = 0
    draw(viewOf(map))
  }
  const onZoom = ({ center, zoom }: L.ZoomAnimEvent) => {
    const [from, to] = [shown, viewAt(map, center, zoom)]
    const start = performance.now()
    zooming = true
    const step = (time: number) => {
      draw(between(from, to, eased((time - start) / zoomMs)))
      frame = requestAnimationFrame(step)
    }
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(step)
  }

  const events = { move: onMove, resize: onMove, viewreset: onMove, zoomanim: onZoom, zoomend: onZoomEnd }
  map.on(events)
  draw(shown)
  return {
    repaint,
    remove() {
      map.off(events)
      cancelAnimationFrame(frame)
      canvas.remove()
    },
  }
}

/** What the map shows now. */
export function viewOf(map: L.Map): View {
  const { x: left, y: top } = map.containerPointToLayerPoint([0, 0]).add(map.getPixelOrigin())
  return { scale: worldPixels(map.getZoom()), left, top }
}

/** What the map will show. */
function viewAt(map: L.Map, center: L.LatLng, zoom: number): View {
  const { x: left, y: top } = map.project(center, zoom).subtract(map.getSize().divideBy(2))
  return { scale: worldPixels(zoom), left, top }
}
