/** A point of the Web Mercator world: 0 to 1 from west to east, 0 to 1 from north to south. */
export interface WorldPoint {
  readonly x: number
  readonly y: number
}

export interface Place {
  readonly longitude: number
  readonly latitude: number
}

/** Latitude at which this projection ends: the world is a square. */
const edge = 85.0511287798

export function worldOf({ longitude, latitude }: Place): WorldPoint {
  const bounded = Math.max(-edge, Math.min(edge, latitude))
  const north = Math.log(Math.tan(Math.PI / 4 + (bounded * Math.PI) / 360))
  return { x: longitude / 360 + 0.5, y: 0.5 - north / (2 * Math.PI) }
}

export function placeOf({ x, y }: WorldPoint): Place {
  const latitude = (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90
  return { longitude: (x - 0.5) * 360, latitude }
}

/** Pixels of the whole world at a zoom, as Leaflet draws it: tiles of 256. */
export const worldPixels = (zoom: number): number => 256 * 2 ** zoom

/** What part of the world a canvas shows: pixels of the whole world, and of it the pixel in the canvas' corner. */
export interface View {
  readonly scale: number
  readonly left: number
  readonly top: number
}

/** Where a point of the world is on the canvas, in pixels. */
export const onCanvas = ({ scale, left, top }: View, { x, y }: WorldPoint): WorldPoint => ({
  x: x * scale - left,
  y: y * scale - top,
})

/** The view a part of the way from one to another, as a browser moves a shape that is scaled and shifted at once. */
export const between = (from: View, to: View, part: number): View => ({
  scale: from.scale + (to.scale - from.scale) * part,
  left: from.left + (to.left - from.left) * part,
  top: from.top + (to.top - from.top) * part,
})

/** How far a zoom has come after a part of its time: cubic-bezier(0, 0, 0.25, 1), as Leaflet's style sheet has it. */
export function eased(time: number): number {
  if (time <= 0) return 0
  if (time >= 1) return 1
  let [low, high] = [0, 1]
  for (let step = 0; step < 20; step++) {
    const middle = (low + high) / 2
    if (middle * middle * (0.75 + 0.25 * middle) < time) low = middle
    else high = middle
  }
  return low * low * (3 - 2 * low)
}
