import type { Bounds } from '../../contract/index.ts'
import type { Place } from './mercator.ts'

/** Half the width of the box that holds just one place, degrees; an address keeps three digits of it. */
const near = 0.001

const within = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value))

/** Bounds that the filter takes: a map may show more than the world. */
export const bounded = ({ north, south, east, west }: Bounds): Bounds => ({
  north: within(north, 90),
  south: within(south, 90),
  east: within(east, 180),
  west: within(west, 180),
})

export const boxAround = ({ latitude, longitude }: Place): Bounds =>
  bounded({
    north: latitude + near,
    south: latitude - near,
    east: longitude + near,
    west: longitude - near,
  })
