import type { AlertType } from '../../contract/attack-type.ts'
import type { DetectorDoc } from '../../contract/detector.ts'
import type { EventField } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import { anomalySignature } from '../../contract/rules.ts'
import type { Severity } from '../../contract/severity.ts'
import { type AnomalyJudge, fixedThreshold, type Judgement, silenced } from '../anomaly/judge.ts'
import type { Analysed } from '../pipeline/conclude.ts'
import { verdictsOf } from '../verdict.ts'
import { RuleSet } from './rule-set.ts'

const fieldWords: Record<EventField, string> = {
  target: 'the request target',
  path: 'the path',
  query: 'the query string',
  referer: 'the Referer header',
  userAgent: 'the User-Agent header',
  host: 'the host name',
  body: 'the request body',
  user: 'the user name',
  message: 'the log message',
  method: 'the method',
}

/** What an alert says of its line. */
export interface Report {
  readonly type: AlertType
  readonly severity: Severity
  readonly signature: string
  /** the sentence "why", without log text */
  readonly why: string
}

export interface Reported {
  /** the findings that report, strongest first */
  readonly findings: readonly Finding[]
  readonly reports: readonly Report[]
}

export interface ReporterOptions {
  readonly detectors: readonly DetectorDoc[]
  /** the rules as the user has set them; as they came where absent */
  readonly rules?: RuleSet
  /** score from which a line without a finding is an anomaly, where no other judge is asked */
  readonly threshold: number
}

/** Says what an analysed line is reported for. @param judge of anomalies; the fixed threshold where absent */
export type Reporter = (line: Analysed, judge?: AnomalyJudge<Analysed>) => Reported

/**
 * Makes the function that says what an analysed line is reported for: once for each attack type found in it, named by
 * its strongest finding that is switched on, or once as an anomaly where there is none but the score is unusual.
 */
export function createReporter(options: ReporterOptions): Reporter {
  const { rules = new RuleSet(new Map(), new Map()), threshold } = options
  const titles = new Map<string, string>()
  for (const detector of options.detectors) {
    for (const signature of detector.signatures)
      titles.set(signature.id, `${detector.title}: ${signature.title}`)
  }
  const isOn = rules.isOn(anomalySignature)
  const fixed = fixedThreshold(threshold)

  function why(finding: Finding): string {
    const title = titles.get(finding.signature) ?? finding.signature
    if (finding.note) return `${title} (${finding.note}).`
    return finding.field ? `${title}, in ${fieldWords[finding.field]}.` : `${title}.`
  }

  return (line, judge = fixed) => {
    const findings = rules.judge(line.findings)
    const judged = findings === line.findings ? line : { ...line, findings }
    const reports = verdictsOf(judged, isOn ? judge : silenced(judge)).map((verdict) => {
      const { type, severity, signature, finding, judgement = { from: threshold } } = verdict
      return {
        type,
        signature,
        severity: finding ? severity : rules.severityOf(signature, severity),
        why: finding ? why(finding) : unusual(line.anomalyScore ?? 0, judgement),
      }
    })
    return { findings, reports }
  }
}

const unusual = (score: number, { from, isCalibrated }: Judgement): string => {
  const threshold = `${from.toFixed(3)}${isCalibrated ? ' (calibrated to the alert budget)' : ''}`
  return `No signature, but unlike the traffic the model knows: score ${score.toFixed(3)}, threshold ${threshold}.`
}
