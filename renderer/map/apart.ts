import type { WorldPoint } from './mercator.ts'

/** Pixels between the middles of two rings: no ring is wider, so none covers another and each can be pressed. */
export const ringDistance = 62

/**
 * Groups points so that the firsts of all groups are at least `ringDistance` pixels apart where the world is `scale`
 * pixels wide, and each other point is nearer than that to its group's first. Who comes earlier is a first.
 */
export function apart<T extends WorldPoint>(points: readonly T[], scale: number): [T, ...T[]][] {
  const near = ringDistance / scale
  const groups: [T, ...T[]][] = []
  const byCell = new Map<number, [T, ...T[]][]>()
  const columns = Math.ceil(1 / near) + 4
  const cell = (column: number, row: number) => (row + 2) * columns + column + 2
  for (const point of points) {
    const [column, row] = [Math.floor(point.x / near), Math.floor(point.y / near)]
    const group = nearest(point)
    if (group) {
      group.push(point)
      continue
    }
    const made: [T, ...T[]] = [point]
    groups.push(made)
    const here = byCell.get(cell(column, row))
    if (here) here.push(made)
    else byCell.set(cell(column, row), [made])

    function nearest({ x, y }: T): [T, ...T[]] | undefined {
      for (let right = -1; right <= 1; right++) {
        for (let down = -1; down <= 1; down++) {
          for (const other of byCell.get(cell(column + right, row + down)) ?? []) {
            if (Math.hypot(other[0].x - x, other[0].y - y) < near) return other
          }
        }
      }
      return undefined
    }
  }
  return groups
}
