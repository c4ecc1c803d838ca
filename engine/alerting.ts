import { anomalySignature } from '../contract/rules.ts'
import { sealEvidence } from './evidence.ts'
import type { Analysed, AnalysisLine } from './pipeline/conclude.ts'
import type { Reported } from './rules/index.ts'
import type { Keyring } from './sealed-log/keyring.ts'
import type { NewAlert } from './store/batch.ts'

/** What stays readable of a path: enough to filter by, not enough to be a log line. */
const pathKept = 300

/** An alert before its address was looked up. */
export type UnplacedAlert = Omit<NewAlert, 'place'>

/** What became of a line. */
export interface Alerted {
  readonly alerts: readonly UnplacedAlert[]
  /** the expectation that kept it silent */
  readonly heldBy?: number | undefined
}

/** What becomes of most lines. */
const silent: Alerted = { alerts: [] }

export interface AlertingOptions {
  readonly keyring: Keyring
  /** what a line is reported for, by the rules as they are set when it is asked */
  readonly report: (line: Analysed) => Reported
  /** lines whose alerts the user removed, as a rebuild reads them again */
  readonly isForgotten?: (line: AnalysisLine) => boolean
  /** what becomes of an anomaly: itself, the alert of a group, or nothing where it joined one */
  readonly admit?: (anomaly: UnplacedAlert) => UnplacedAlert[]
}

/** Makes the function that turns an analysed line into alerts: one for each thing it is reported for. */
export function createAlerting(options: AlertingOptions): (line: Analysed) => Alerted {
  const { keyring, report, admit = (anomaly) => [anomaly] } = options
  return (analysed) => {
    const { event, line, anomalyScore } = analysed
    if (!event || options.isForgotten?.(line)) return silent
    const { findings, reports, heldBy } = report(analysed)
    if (reports.length === 0) return heldBy === undefined ? silent : { alerts: [], heldBy }
    const reported = reports.map((what) => ({
      type: what.type,
      severity: what.severity,
      signature: what.signature,
      get why() {
        return what.why
      },
      time: event.time,
      arrival: line.arrival,
      sourceIp: event.sourceIp,
      anomalyScore,
      method: event.method?.slice(0, 32),
      path: event.path?.slice(0, pathKept),
      status: event.status,
      sourceId: line.sourceId,
      seal: () =>
        sealEvidence(keyring, {
          raw: line.text,
          format: event.format,
          findings: [...findings],
          ...(what.anomaly && { anomaly: what.anomaly }),
        }),
    }))
    const alerts = reported.flatMap((alert) =>
      alert.signature === anomalySignature ? admit(alert) : [alert],
    )
    return { alerts }
  }
}
