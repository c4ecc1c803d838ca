import type { Spots } from './places.ts'
import { createRings, type Rings } from './rings.ts'

/** Asks for the rings of a zoom; places come along once, when they are new. */
export interface Asked {
  readonly zoom: number
  /** counts the sets of places */
  readonly version: number
  readonly spots?: Spots
}

export interface Answered {
  readonly zoom: number
  readonly version: number
  readonly rings: Rings
}

let ringsAt: (zoom: number) => Rings = createRings({
  longitudes: new Float64Array(),
  latitudes: new Float64Array(),
  counts: new Float64Array(),
})

self.addEventListener('message', ({ data: { zoom, version, spots } }: MessageEvent<Asked>) => {
  if (spots) ringsAt = createRings(spots)
  const rings = ringsAt(zoom)
  const { xs, ys, counts, places: numbers, place, zoomTo } = rings
  const answer: Answered = { zoom, version, rings }
  self.postMessage(answer, {
    transfer: [xs.buffer, ys.buffer, counts.buffer, numbers.buffer, place.buffer, zoomTo.buffer],
  })
})
