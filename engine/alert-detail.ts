import type { Alert, AlertDetail, Evidence } from '../contract/alert.ts'
import type { DetectorDoc } from '../contract/detector.ts'
import type { LogEvent } from '../contract/event.ts'
import type { Finding } from '../contract/finding.ts'
import { locate } from '../detectors/index.ts'
import { isScorable } from '../ml/extract-features.ts'
import { features } from '../ml/features.ts'
import type { SiteProfile } from '../ml/profile/index.ts'
import type { Explanation } from './anomaly/explain.ts'
import { rowOf } from './anomaly/row.ts'
import { NotFound } from './errors.ts'
import { openEvidence, type SealedEvidence } from './evidence.ts'
import { LineParser } from './formats/index.ts'
import type { Keyring } from './sealed-log/keyring.ts'
import type { AlertStore } from './store/alert-store.ts'

/** @throws NotFound where the alert was purged */
export function openAlert(
  alerts: AlertStore,
  keyring: Keyring,
  detectors: readonly DetectorDoc[],
  profile: SiteProfile,
  id: number,
): AlertDetail {
  const found = alerts.get(id)
  if (!found) throw new NotFound(`There is no alert ${id}: it may have been purged.`)
  const evidence = openEvidence(keyring, found.sealed)
  const lastRaw = found.sealedLast && openEvidence(keyring, found.sealedLast).raw
  const detail = describeAlert(
    found.alert,
    evidence,
    lastRaw,
    detectors,
    profile,
    alerts.neighbours(found.alert),
  )
  const groupedLines = openGroup(alerts, keyring, found.alert)
  return groupedLines ? { ...detail, groupedLines } : detail
}

/** The lines beyond the budget that an alert stands for. */
function openGroup(alerts: AlertStore, keyring: Keyring, alert: Alert): AlertDetail['groupedLines'] {
  const lines = alert.grouped === undefined ? undefined : alerts.groupedLines(alert.id)
  return (
    lines && {
      lastTime: lines.lastTime,
      examples: lines.examples.map(({ time, score, sealed }) => ({
        time,
        score,
        raw: openEvidence(keyring, sealed).raw,
      })),
    }
  )
}

/** Everything the panel shows of one alert: the opened line, where it matched, how it was decoded, and why it matters. */
function describeAlert(
  alert: Alert,
  evidence: SealedEvidence,
  lastRaw: string | undefined,
  detectors: readonly DetectorDoc[],
  profile: SiteProfile,
  neighbours: Alert[],
): AlertDetail {
  const { raw, format } = evidence
  const event = new LineParser().parse(raw, alert.arrival)
  const own = evidence.findings.filter(({ type }) => type === alert.type)
  const page = detectors.find(({ id }) => id === own[0]?.detector)
  const titles = new Map(
    detectors.flatMap(({ signatures }) => signatures.map(({ id, title }) => [id, title])),
  )
  return {
    ...alert,
    raw,
    format,
    ...(lastRaw !== undefined && { lastRaw }),
    ...(event?.user !== undefined && { user: event.user }),
    ...(event?.target !== undefined && { target: event.target }),
    ...(event?.referer !== undefined && { referer: event.referer }),
    ...(event?.userAgent !== undefined && { userAgent: event.userAgent }),
    ...(event?.host !== undefined && { host: event.host }),
    ...(event?.bytes !== undefined && { bytes: event.bytes }),
    evidence: own.map((finding) => describeFinding(finding, event, raw, titles)),
    features: evidence.anomaly ? keptFeatures(evidence.anomaly) : describeFeatures(event, profile),
    reasons: evidence.anomaly?.reasons ?? [],
    attack: page ? page.attack : [],
    cwe: page ? page.cwe : [],
    capec: page ? page.capec : [],
    references: page ? page.references : [],
    neighbours,
  }
}

/** A finding with its title and its place in the raw line. @param titles of signatures, by id */
export const describeFinding = (
  finding: Finding,
  event: LogEvent | undefined,
  raw: string,
  titles: ReadonlyMap<string, string>,
): Evidence => ({
  ...finding,
  title: titles.get(finding.signature) ?? finding.signature,
  ...(event ? locate(event, finding, raw) : { decoding: [] }),
})

/** What the model saw that reported it. */
const keptFeatures = ({ features: kept }: Explanation): AlertDetail['features'] =>
  kept.map(({ name, value }) => ({
    name,
    title: features.find((feature) => feature.name === name)?.title ?? name,
    value,
  }))

/** What the anomaly model sees of an event; all 0 where it is no request. */
export function describeFeatures(event: LogEvent | undefined, profile: SiteProfile): AlertDetail['features'] {
  const values = event && isScorable(event) ? rowOf(event, profile) : []
  return features.map(({ name, title }, i) => ({ name, title, value: values[i] ?? 0 }))
}
