import { setImmediate } from 'node:timers/promises'
import type { DetectorDoc } from '../../contract/detector.ts'
import { ecsNames, type LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import { anomalySignature } from '../../contract/rules.ts'
import {
  mostTried,
  type TriedDetector,
  type TriedField,
  type TriedLine,
  type TryLines,
} from '../../contract/trial.ts'
import {
  createDetection,
  frequencyPages,
  quietSignsOf,
  readFields,
  readingOf,
} from '../../detectors/index.ts'
import type { RowScorer } from '../../ml/scorer.ts'
import { describeFeatures, describeFinding } from '../alert-detail.ts'
import { Analysis } from '../analysis.ts'
import type { Enrichment } from '../enrichment.ts'
import { BadInput } from '../errors.ts'
import { LineParser } from '../formats/index.ts'
import { whyUnknown } from '../formats/unknown.ts'
import type { Analysed } from '../pipeline/conclude.ts'
import type { Reported } from './report.ts'
import type { RuleSet } from './rule-set.ts'

export interface TrialParts {
  readonly detectors: readonly DetectorDoc[]
  readonly match: (event: LogEvent) => Finding[]
  readonly scorer: RowScorer
  readonly enrichment: Enrichment
  readonly rules: RuleSet
  readonly threshold: number
  readonly report: (line: Analysed) => Reported
}

/** No source has this number. */
const noSource = 0

const byAddress = new Set(frequencyPages.map(({ id }) => id))

/**
 * Judges lines as the engine does, and tells of each step. Windows are its own, addresses are looked up nowhere, and
 * nothing is kept. Lets other work in between lines.
 * @throws BadInput where the lines are too long together
 */
export async function tryLines({ lines, format }: TryLines, parts: TrialParts): Promise<TriedLine[]> {
  const length = lines.reduce((sum, line) => sum + line.length, 0)
  if (length > mostTried)
    throw new BadInput(
      `The lines have ${length} characters together, and at most ${mostTried} are tried at once: take fewer lines.`,
    )
  const { enrichment, match, scorer } = parts
  const analysis = new Analysis({
    detection: createDetection({ allow: (ip) => enrichment.isAllowed(ip) }),
    reputation: (ip) => enrichment.knownReputation(ip, noSource),
    parser: new LineParser(format),
    match,
    scorer,
  })
  const tried: TriedLine[] = []
  for (const given of lines) {
    const text = given.endsWith('\r') ? given.slice(0, -1) : given
    const arrival = Date.now()
    const [analysed] = await analysis.analyse([{ text, sourceId: noSource, arrival }])
    const event = analysed?.event
    if (analysed && event) tried.push(describe(analysed, event, parts))
    else tried.push({ ...nothing, line: text, problem: whyUnknown(text, arrival, format) })
    await setImmediate()
  }
  return tried
}

const nothing = { format: null, fields: [], detectors: [], findings: [], alerts: [] }

function describe(analysed: Analysed, event: LogEvent, parts: TrialParts): TriedLine {
  const { rules, threshold } = parts
  const { text } = analysed.line
  const { findings, reports } = parts.report(analysed)
  const reporting = new Set(findings.map(({ signature }) => signature))
  const titles = new Map(parts.detectors.flatMap(({ signatures }) => signatures.map((s) => [s.id, s.title])))
  const severity = (finding: Finding) => rules.severityOf(finding.signature, finding.severity)
  return {
    line: text,
    format: event.format,
    fields: fieldsOf(event),
    detectors: detectorsOf(analysed, event, reporting, parts),
    findings: analysed.findings.map((finding) => ({
      ...describeFinding({ ...finding, severity: severity(finding) }, event, text, titles),
      off: !reporting.has(finding.signature),
    })),
    ...(analysed.anomalyScore !== undefined && {
      anomaly: {
        features: describeFeatures(event, parts.scorer.profile),
        score: analysed.anomalyScore,
        threshold,
        off: !rules.isOn(anomalySignature),
      },
    }),
    alerts: [...reports],
  }
}

const isReadField = (name: string): name is (typeof readFields)[number] =>
  readFields.some((field) => field === name)

function fieldsOf(event: LogEvent): TriedField[] {
  return Object.entries(event).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value !== 'string' && typeof value !== 'number') return []
    const ecs = new Map(Object.entries(ecsNames)).get(name) ?? name
    return [{ name, ecs, value, decoding: isReadField(name) ? readingOf(event, name) : [] }]
  })
}

function detectorsOf(
  { findings }: Analysed,
  event: LogEvent,
  reporting: ReadonlySet<string>,
  { detectors, enrichment }: TrialParts,
): TriedDetector[] {
  const signs = quietSignsOf(event, findings)
  const missing = event.sourceIp === '' ? 'no-address' : 'allow-list'
  const isAsked = event.sourceIp !== '' && !enrichment.isAllowed(event.sourceIp)
  return detectors.map(({ id, title }) => {
    const own = findings.filter(({ detector }) => detector === id)
    const quiet = signs.flatMap(({ detector, ...sign }) => (detector === id ? [sign] : []))
    if (byAddress.has(id) && !isAsked) return { id, title, state: 'not-asked', because: missing, quiet }
    if (own.length === 0) return { id, title, state: 'quiet', quiet }
    const isFound = own.some(({ signature }) => reporting.has(signature))
    return { id, title, state: isFound ? 'found' : 'off', quiet }
  })
}
