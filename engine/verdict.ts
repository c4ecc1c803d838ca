import type { AlertType, AttackType } from '../contract/attack-type.ts'
import type { LogEvent } from '../contract/event.ts'
import type { Finding } from '../contract/finding.ts'
import { anomalySignature } from '../contract/rules.ts'
import type { Severity } from '../contract/severity.ts'
import type { AnomalyJudge, Judgement } from './anomaly/judge.ts'

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
  /** what an anomaly was measured by */
  readonly judgement?: Judgement
}

/**
 * One verdict for each attack type found in a line, named by its strongest finding, or one anomaly where nothing was
 * found but `judge` holds the score to be unusual. The engine's alerts and `vedette scan` say this alike.
 */
export function verdictsOf<Line extends Judged>(line: Line, judge: AnomalyJudge<Line>): Verdict[] {
  const { event, findings, anomalyScore } = line
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
  if (anomalyScore === undefined) return []
  const judgement = judge.judge(line, anomalyScore)
  const { from } = judgement
  if (anomalyScore < from) return []
  const severity = anomalyScore >= from + (1 - from) / 3 ? 'medium' : 'low'
  return [{ type: 'anomaly', severity, signature: anomalySignature, judgement }]
}
