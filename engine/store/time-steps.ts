/** The steps in which the store counts, in milliseconds of event time. */
export const minuteMs = 60_000
export const hourMs = 3_600_000

export const floorTo = (time: number, step: number): number => Math.floor(time / step) * step

/** The quarter of an hour, in which alerts are tallied. */
export const quarterMs = 900_000

/** Half a day, in which the tallies of longer ranges are joined. */
export const halfDayMs = 43_200_000

export const dayMs = 86_400_000
