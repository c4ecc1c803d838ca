import { ringDistance } from './apart.ts'
import { onCanvas, type View, type WorldPoint } from './mercator.ts'
import { totalAt } from './places.ts'
import type { Rings } from './rings.ts'

const biggest = ringDistance / 2
const smallest = 6
/** A target of at least 24 pixels, however small the ring is (WCAG 2.5.8). */
const reach = 12
/** Rings so near the edge of the canvas reach into it. */
const margin = biggest + 2

/** Radius in pixels: the area tells the number, the biggest ring of the zoom being the measure; none is too small to see. */
export const radiusOf = (count: number, most: number): number =>
  Math.max(smallest, biggest * Math.sqrt(count / Math.max(1, most)))

export interface Size {
  readonly width: number
  readonly height: number
}

export interface SeenRing extends WorldPoint {
  /** index among the rings */
  readonly ring: number
  /** alerts */
  readonly count: number
  readonly radius: number
}

/** While rings of a deep zoom are shown from afar, until those of the new zoom are made: more would not be told apart. */
const mostOfOtherZoom = 400

/** The rings that a canvas shows, where on it and how big; the biggest last. Rings without alerts are not shown, and of too many of another zoom the biggest alone. */
export function seenRings(
  rings: Rings,
  view: View,
  { width, height }: Size,
  isOtherZoom = false,
): SeenRing[] {
  const seen: SeenRing[] = []
  for (let ring = 0; ring < rings.length; ring++) {
    const { x, y } = onCanvas(view, { x: rings.xs[ring] ?? 0, y: rings.ys[ring] ?? 0 })
    if (x < -margin || y < -margin || x > width + margin || y > height + margin) continue
    const count = totalAt(rings.counts, ring)
    if (count > 0) seen.push({ ring, x, y, count, radius: radiusOf(count, rings.most) })
  }
  seen.sort((a, b) => a.count - b.count)
  return isOtherZoom ? seen.slice(-mostOfOtherZoom) : seen
}

/** The ring under a point of the canvas, the nearest where several are. */
export function ringUnder(seen: readonly SeenRing[], { x, y }: WorldPoint): SeenRing | undefined {
  let found: SeenRing | undefined
  let best = Number.POSITIVE_INFINITY
  for (const ring of seen) {
    const distance = Math.hypot(ring.x - x, ring.y - y)
    if (distance <= Math.max(reach, ring.radius) && distance < best) [found, best] = [ring, distance]
  }
  return found
}
