import type { Severity } from '../../contract/index.ts'
import { severityColor } from '../app/theme.ts'
import { severityWord } from '../app/words.ts'

/** A shape for each severity, so that colour never speaks alone. */
const shapes: Record<Severity, string> = {
  critical: 'M7 0 14 7 7 14 0 7z',
  high: 'M7 1 14 13H0z',
  medium: 'M1 1h12v12H1z',
  low: 'M7 7m-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0',
  info: 'M0 5h14v4H0z',
}

export function SeverityShape({ severity, size = 11 }: { severity: Severity; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 14 14" aria-hidden="true" style={{ flex: 'none' }}>
      <path d={shapes[severity]} fill={severityColor[severity]} />
    </svg>
  )
}

export function SeverityMark({ severity }: { severity: Severity }) {
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 8 }}>
      <SeverityShape severity={severity} />
      {severityWord[severity]}
    </span>
  )
}
