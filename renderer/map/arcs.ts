import type { WorldPoint } from './mercator.ts'

/** A curve from a place to the guarded servers, in pixels: a quadratic Bézier with one point that pulls it. */
export interface Arc {
  readonly from: WorldPoint
  readonly pull: WorldPoint
  readonly to: WorldPoint
}

/** How far the curve bows, by its length. */
const bow = 0.22

/** Bows to the north, like a thrown stone seen from the south. */
export function arcBetween(from: WorldPoint, to: WorldPoint): Arc {
  const [right, down] = [to.x - from.x, to.y - from.y]
  // The normal of the two that points up.
  const side = right >= 0 ? 1 : -1
  return {
    from,
    to,
    pull: {
      x: (from.x + to.x) / 2 + side * down * 2 * bow,
      y: (from.y + to.y) / 2 - side * right * 2 * bow,
    },
  }
}

/** The point of an arc after a part of its way, 0 to 1. */
export function pointOn({ from, pull, to }: Arc, part: number): WorldPoint {
  const rest = 1 - part
  const at = (a: number, b: number, c: number) => rest * rest * a + 2 * rest * part * b + part * part * c
  return { x: at(from.x, pull.x, to.x), y: at(from.y, pull.y, to.y) }
}
