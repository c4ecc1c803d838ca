import type { AlertType } from '../contract/attack-type.ts'
import type { DetectorDoc } from '../contract/detector.ts'
import type { EventField, LogEvent } from '../contract/event.ts'
import type { Finding } from '../contract/finding.ts'
import type { Severity } from '../contract/severity.ts'
import { sealEvidence } from './evidence.ts'
import type { Analysed, AnalysisLine } from './pipeline/conclude.ts'
import type { Keyring } from './sealed-log/keyring.ts'
import type { NewAlert } from './store/batch.ts'
import { verdictsOf } from './verdict.ts'

/** What stays readable of a path: enough to filter by, not enough to be a log line. */
const pathKept = 300

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

/** An alert before its address was looked up. */
export type UnplacedAlert = Omit<NewAlert, 'place'>

export interface AlertingOptions {
  readonly keyring: Keyring
  readonly detectors: readonly DetectorDoc[]
  /** lines whose alerts the user removed, as a rebuild reads them again */
  readonly isForgotten?: (line: AnalysisLine) => boolean
  /** score from which a line without a finding is an anomaly */
  readonly threshold: number
}

/**
 * Turns analysed lines into alerts: one for each attack type found in a line, named by its strongest finding,
 * or one anomaly where nothing was found but the score reaches the threshold.
 */
export function createAlerting(options: AlertingOptions): (line: Analysed) => UnplacedAlert[] {
  const { keyring, threshold } = options
  const titles = new Map<string, string>()
  for (const detector of options.detectors) {
    for (const signature of detector.signatures)
      titles.set(signature.id, `${detector.title}: ${signature.title}`)
  }

  function why(finding: Finding): string {
    const title = titles.get(finding.signature) ?? finding.signature
    if (finding.note) return `${title} (${finding.note}).`
    return finding.field ? `${title}, in ${fieldWords[finding.field]}.` : `${title}.`
  }

  function toAlert(
    { line, anomalyScore, findings }: Analysed,
    event: LogEvent,
    what: { type: AlertType; severity: Severity; signature: string; why: string },
  ): UnplacedAlert {
    return {
      ...what,
      time: event.time,
      arrival: line.arrival,
      sourceIp: event.sourceIp,
      anomalyScore,
      method: event.method?.slice(0, 32),
      path: event.path?.slice(0, pathKept),
      status: event.status,
      sourceId: line.sourceId,
      seal: () => sealEvidence(keyring, { raw: line.text, format: event.format, findings }),
    }
  }

  return (analysed) => {
    const { event } = analysed
    if (!event || options.isForgotten?.(analysed.line)) return []
    return verdictsOf(analysed, threshold).map(({ type, severity, signature, finding }) =>
      toAlert(analysed, event, {
        type,
        severity,
        signature,
        why: finding ? why(finding) : unusual(analysed.anomalyScore ?? 0, threshold),
      }),
    )
  }
}

const unusual = (score: number, threshold: number): string =>
  `No signature, but unlike the traffic the model knows: score ${score.toFixed(2)}, threshold ${threshold.toFixed(2)}.`
