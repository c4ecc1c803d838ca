import type { AlertType } from '../../contract/attack-type.ts'
import type { DetectorDoc } from '../../contract/detector.ts'
import type { EventField } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import { anomalySignature } from '../../contract/rules.ts'
import type { Severity } from '../../contract/severity.ts'
import { type Explainer, type Explanation, whyUnusual } from '../anomaly/explain.ts'
import { type AnomalyJudge, fixedThreshold, silenced } from '../anomaly/judge.ts'
import type { Analysed } from '../pipeline/conclude.ts'
import { type Verdict, verdictsOf } from '../verdict.ts'
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
  /** of an anomaly, where it was explained */
  readonly anomaly?: Explanation | undefined
}

export interface Reported {
  /** the findings that report, strongest first */
  readonly findings: readonly Finding[]
  readonly reports: readonly Report[]
  /** the expectation that keeps it silent: it would have been an anomaly */
  readonly heldBy?: number
}

export interface ReporterOptions {
  readonly detectors: readonly DetectorDoc[]
  /** the rules as the user has set them; as they came where absent */
  readonly rules?: RuleSet
  /** score from which a line without a finding is an anomaly, where no other judge is asked */
  readonly threshold: number
  /** says why a line is an anomaly */
  readonly explain?: Explainer
  /** the expectation that an anomaly is one of; none is expected where absent */
  readonly expectationOf?: (line: Analysed) => number | undefined
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
    const verdicts = verdictsOf(judged, isOn ? judge : silenced(judge))
    const isAnomaly = verdicts.some(({ finding }) => finding === undefined)
    const heldBy = isAnomaly ? options.expectationOf?.(line) : undefined
    if (heldBy !== undefined) return { findings, reports: [], heldBy }
    const reports = verdicts.map((verdict) => {
      const { type, severity, signature, finding } = verdict
      if (finding) return { type, severity, signature, why: why(finding) }
      return anomalous(verdict, line)
    })
    return { findings, reports }
  }

  /** Explained when its words are asked for: of a flood, few lines become alerts of their own. */
  function anomalous(
    { type, severity, signature, judgement = { from: threshold } }: Verdict,
    line: Analysed,
  ): Report {
    const { event, anomalyScore: score = 0 } = line
    let known: Explanation | undefined
    const explained = (): Explanation | undefined => {
      known ??= event && options.explain?.(event, score, judgement.from)
      return known
    }
    return {
      type,
      severity: rules.severityOf(signature, severity),
      signature,
      get why() {
        return whyUnusual(score, judgement, explained()?.reasons)
      },
      get anomaly() {
        return explained()
      },
    }
  }
}
