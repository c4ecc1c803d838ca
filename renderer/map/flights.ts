import { type Severity, severities } from '../../contract/severity.ts'
import type { Flight } from './draw-arcs.ts'
import { onCanvas, type Place, type View, worldOf } from './mercator.ts'

/** How long a fresh alert is under way to the guarded servers; its tail arrives a little later. */
const flightMs = 1_400
const tailPart = 0.2

interface Fresh extends Place {
  readonly worst: Severity
}

interface Started {
  readonly place: Fresh
  /** of the page's clock, milliseconds */
  readonly start: number
}

/** Fresh alerts on their way to the guarded servers. */
export class Flights {
  #started: Started[] = []

  start(places: readonly Fresh[], now: number): void {
    this.#started = [...this.#started, ...places.map((place) => ({ place, start: now }))]
  }

  /** Those that are under way at a time, on a canvas that shows that view; who has arrived is forgotten. */
  at(now: number, view: View): Flight[] {
    this.#started = this.#started.filter(({ start }) => now - start < flightMs * (1 + tailPart))
    return this.#started.map(({ place, start }) => ({
      from: onCanvas(view, worldOf(place)),
      kind: severities.indexOf(place.worst),
      part: Math.max(0, (now - start) / flightMs),
    }))
  }
}
