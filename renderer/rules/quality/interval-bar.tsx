import type { Interval } from '../../../contract/index.ts'

export interface IntervalBarProps {
  /** 0 to 1 */
  readonly share: number
  readonly interval: Interval
  readonly color: string
}

/** A share as a mark on the way from none to all, its interval as a band. The numbers stand beside it. */
export function IntervalBar({ share, interval, color }: IntervalBarProps) {
  const width = 100 * (interval.high - interval.low)
  return (
    <svg viewBox="0 0 100 14" preserveAspectRatio="none" width="100%" height="14" aria-hidden="true">
      <rect x="0" y="6" width="100" height="2" fill="var(--track)" />
      <rect x={100 * interval.low} y="3" width={width} height="8" fill={color} opacity="0.35" />
      <rect x={Math.min(98.8, Math.max(0, 100 * share - 0.6))} y="1" width="1.2" height="12" fill={color} />
    </svg>
  )
}
