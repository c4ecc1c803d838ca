import type { EventField, LogEvent } from '../contract/event.ts'
import type { Finding } from '../contract/finding.ts'
import { alertConfidence, type Detector, type Signature } from './detector.ts'
import { type Reading, readText } from './reading/reading.ts'

const longestMatch = 512

/** Fields a signature can look at, in reading order. Only a query has plus signs for blanks. */
const readFields: readonly EventField[] = [
  'query',
  'path',
  'referer',
  'userAgent',
  'body',
  'host',
  'user',
  'method',
]

/** Text of letters, digits and mild punctuation alone: most fields of most lines, and no attack by syntax. */
const innocent = /^[\w\-./,=&?:~ ]*$/

export const plusIsBlank = (field: EventField): boolean => field === 'query' || field === 'body'

export function readField(event: LogEvent, field: EventField): Reading | undefined {
  const text = event[field]
  return text === undefined || text === '' ? undefined : readText(text, plusIsBlank(field))
}

interface Compiled {
  readonly detector: Detector
  readonly signature: Signature
  /** may match text of letters and mild punctuation, so the fast path must not skip it */
  readonly seesWords: boolean
}

const byStrength = (a: Finding, b: Finding): number => b.confidence - a.confidence

/** Makes the function that runs every signature over an event. Strongest finding first. */
export function createMatching(
  detectors: readonly Detector[],
  disabled: ReadonlySet<string>,
): (event: LogEvent) => Finding[] {
  const byField = new Map<EventField, Compiled[]>()
  for (const detector of detectors) {
    for (const signature of detector.signatures) {
      if (disabled.has(signature.id)) continue
      const seesWords = signature.matches.some((example) => innocent.test(example))
      for (const field of signature.fields) {
        const list = byField.get(field) ?? []
        list.push({ detector, signature, seesWords })
        byField.set(field, list)
      }
    }
  }

  return (event) => {
    const findings: Finding[] = []
    for (const field of readFields) {
      const reading = readField(event, field)
      if (!reading) continue
      const isInnocent = innocent.test(reading.raw)
      for (const { detector, signature, seesWords } of byField.get(field) ?? []) {
        if (isInnocent && !seesWords) continue
        const match = signature.pattern.exec(reading.of(signature.view))
        if (match) findings.push(toFinding(detector, signature, field, match))
      }
    }
    return strongEnough(findings).sort(byStrength)
  }
}

function toFinding(
  detector: Detector,
  signature: Signature,
  field: EventField,
  match: RegExpExecArray,
): Finding {
  const text = match[0].slice(0, longestMatch)
  return {
    detector: detector.id,
    type: detector.type,
    signature: signature.id,
    severity: signature.severity ?? detector.severity,
    confidence: signature.confidence,
    field,
    view: signature.view,
    match: text,
    start: match.index,
    end: match.index + text.length,
  }
}

/** A detector's weak signs count only where together they reach the confidence of an alert. */
function strongEnough(findings: readonly Finding[]): Finding[] {
  const sums = new Map<string, number>()
  for (const { detector, confidence } of findings) sums.set(detector, (sums.get(detector) ?? 0) + confidence)
  return findings.filter(({ detector }) => (sums.get(detector) ?? 0) >= alertConfidence)
}
