import { VisuallyHidden } from '@mantine/core'
import type { Severity } from '../../contract/index.ts'
import { severityWord } from './terms.ts'

/** The token of its colour, for both themes. */
export const severityColor = (severity: Severity): string => `var(--severity-${severity})`

/** A shape for each severity, in a square of 14, so that colour never speaks alone. */
export const severityShapes: Record<Severity, string> = {
  critical: 'M7 0 14 7 7 14 0 7z',
  high: 'M7 1 14 13H0z',
  medium: 'M1 1h12v12H1z',
  low: 'M7 7m-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0',
  info: 'M0 5h14v4H0z',
}

export interface SeverityShapeProps {
  readonly severity: Severity
  readonly size?: number
}

/** The shape alone, for where the word stands beside it. */
export function SeverityShape({ severity, size = 11 }: SeverityShapeProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 14 14" aria-hidden="true" style={{ flex: 'none' }}>
      <path d={severityShapes[severity]} fill={severityColor(severity)} />
    </svg>
  )
}

/** The shape where there is no room for the word: it tells it to the pointer and to screen readers. */
export function SeveritySign({ severity, size = 11 }: SeverityShapeProps) {
  return (
    <span title={severityWord(severity)} style={{ display: 'inline-flex', flex: 'none' }}>
      <SeverityShape severity={severity} size={size} />
      <VisuallyHidden>{severityWord(severity)}</VisuallyHidden>
    </span>
  )
}

export function SeverityMark({ severity }: { severity: Severity }) {
  return (
    <span className="severity-mark">
      <SeverityShape severity={severity} />
      {severityWord(severity)}
    </span>
  )
}
