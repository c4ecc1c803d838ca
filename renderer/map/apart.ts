/** Pixels between the middles of two rings: no ring is wider, so none covers another and each can be pressed. */
export const ringDistance = 62

interface Place {
  readonly longitude: number
  readonly latitude: number
}

/** Where a place is on the map, in pixels at this zoom (Web Mercator, tiles of 256, as Leaflet draws it). */
function pixelOf({ longitude, latitude }: Place, zoom: number): { x: number; y: number } {
  const world = 256 * 2 ** zoom
  const north = Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360))
  return { x: (longitude / 360 + 0.5) * world, y: (0.5 - north / (2 * Math.PI)) * world }
}

/**
 * Groups places so that the firsts of all groups are at least `ringDistance` apart and each other place is nearer than
 * that to its group's first. Who comes earlier is a first.
 */
export function apart<T extends Place>(places: readonly T[], zoom: number): [T, ...T[]][] {
  const groups: { x: number; y: number; members: [T, ...T[]] }[] = []
  const byCell = new Map<string, typeof groups>()
  const cell = (x: number, y: number) => `${Math.floor(x / ringDistance)},${Math.floor(y / ringDistance)}`
  for (const place of places) {
    const { x, y } = pixelOf(place, zoom)
    const near = [-1, 0, 1].flatMap((right) =>
      [-1, 0, 1].flatMap((down) => byCell.get(cell(x + right * ringDistance, y + down * ringDistance)) ?? []),
    )
    const group = near.find((other) => Math.hypot(other.x - x, other.y - y) < ringDistance)
    if (group) {
      group.members.push(place)
      continue
    }
    const made: (typeof groups)[number] = { x, y, members: [place] }
    groups.push(made)
    byCell.set(cell(x, y), [...(byCell.get(cell(x, y)) ?? []), made])
  }
  return groups.map(({ members }) => members)
}
