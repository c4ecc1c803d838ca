import type { AlertType, AttackType } from '../contract/attack-type.ts'
import type { LogEvent } from '../contract/event.ts'
import type { Finding } from '../contract/finding.ts'
import { anomalySignature } from '../contract/rules.ts'
import type { Severity } from '../contract/severity.ts'

/** What of an analysed line decides. */
export interface Judged {
  readonly event?: LogEvent
  /** strongest first */
  readonly findings: readonly Finding[]
  readonly anomalyScore?: number
}

/** What a line is to be reported for. */
export interface Verdict {
  readonly type: AlertType
  readonly severity: Severity
  readonly signature: string
  /** the strongest finding of its type; absent for an anomaly */
  readonly finding?: Finding
}

/**
 * One verdict for each attack type found in a line, named by its strongest finding, or one anomaly where nothing was
 * found but the score reaches `threshold`. The engine's alerts and `vedette scan` say this alike.
 */
export function verdictsOf({ event, findings, anomalyScore }: Judged, threshold: number): Verdict[] {
  if (!event) return []
  if (findings.length > 0) {
    // Findings come strongest first: the first of a type names its verdict.
    const strongest = new Map<AttackType, Finding>()
    for (const finding of findings) if (!strongest.has(finding.type)) strongest.set(finding.type, finding)
    return [...strongest.values()].map((finding) => {
      const { type, severity, signature } = finding
      return { type, severity, signature, finding }
    })
  }
  if (anomalyScore === undefined || anomalyScore < threshold) return []
  const isFarOff = anomalyScore >= threshold + (1 - threshold) / 3
  return [{ type: 'anomaly', severity: isFarOff ? 'medium' : 'low', signature: anomalySignature }]
}
