import { type Overview, severities } from '../../contract/index.ts'

/** A step of the replay: event time from <= time < to, and the alerts in it. */
export interface Step {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** The steps of a range, oldest first: those of its timeline, its ends cut to the range. */
export function stepsOf({ from, to, bucketMs, timeline }: Overview): Step[] {
  return timeline
    .map(({ time, counts }) => ({
      from: Math.max(from, time),
      to: Math.min(to, time + bucketMs),
      count: severities.reduce((sum, severity) => sum + counts[severity], 0),
    }))
    .filter((step) => step.to > step.from)
}

/** The step of a moment; the first or last where the range has moved on. */
export function stepAt(steps: readonly Step[], time: number): number {
  const after = steps.findIndex((step) => step.to > time)
  return after === -1 ? Math.max(0, steps.length - 1) : after
}

/** Where a replay begins: at the first step in which something came. */
export const firstFilled = (steps: readonly Step[]): number =>
  Math.max(
    0,
    steps.findIndex(({ count }) => count > 0),
  )
