import type { EventField, LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import { alertConfidence, type Detector, type Part } from '../detector.ts'
import { piecesOf } from '../reading/pieces.ts'
import { createGate } from './gate.ts'
import { Memory } from './memory.ts'
import { createPieceMatcher } from './piece-matcher.ts'
import { isAnswered } from './surroundings.ts'

const remembered = 2048

/** Fields a signature can look at, in reading order. */
export const readFields = [
  'query',
  'path',
  'body',
  'referer',
  'userAgent',
  'host',
  'user',
  'method',
] as const satisfies EventField[]
const parts = ['values', 'names', 'whole'] as const satisfies Part[]
/** Fields that are the same on line after line. */
const repeating: ReadonlySet<EventField> = new Set<EventField>([
  'referer',
  'userAgent',
  'host',
  'user',
  'method',
])

const none: readonly Finding[] = []
const byStrength = (a: Finding, b: Finding): number => b.confidence - a.confidence

/** Makes the function that runs every signature over an event. Strongest finding first. */
export function createMatching(
  detectors: readonly Detector[],
  disabled: ReadonlySet<string>,
): (event: LogEvent) => Finding[] {
  const matchers = readFields.map((field) =>
    lazily(field, () => createFieldMatcher(field, detectors, disabled)),
  )
  const quietIfAnswered = new Set(
    detectors.flatMap(({ signatures }) =>
      signatures.filter(({ quietIn }) => quietIn?.includes('answered')).map(({ id }) => id),
    ),
  )
  return (event) => {
    let findings: Finding[] | undefined
    for (const match of matchers) {
      const found = match(event)
      if (found.length > 0) findings = findings ? [...findings, ...found] : [...found]
    }
    if (findings && isAnswered(event.status))
      findings = findings.filter(({ signature }) => !quietIfAnswered.has(signature))
    return findings ? strongEnough(findings).sort(byStrength) : []
  }
}

/** Made with the first text in its field: most logs have no bodies, hosts or users, whose tables take their share. */
function lazily(
  field: EventField,
  make: () => (event: LogEvent, text: string) => readonly Finding[],
): (event: LogEvent) => readonly Finding[] {
  let match: ReturnType<typeof make> | undefined
  return (event) => {
    const text = event[field]
    if (text === undefined || text === '') return none
    match ??= make()
    return match(event, text)
  }
}

function createFieldMatcher(
  field: EventField,
  detectors: readonly Detector[],
  disabled: ReadonlySet<string>,
): (event: LogEvent, text: string) => readonly Finding[] {
  const own = parts
    .map((part) => ({
      part,
      compiled: detectors.flatMap((detector) =>
        detector.signatures
          .filter(({ id, fields }) => !disabled.has(id) && fields.includes(field))
          .filter((signature) => (signature.part ?? 'values') === part)
          .map((signature) => ({ detector, signature })),
      ),
    }))
    .filter(({ compiled }) => compiled.length > 0)
    .map(({ part, compiled }) => ({ part, compiled, match: createPieceMatcher(compiled) }))
  const gate = createGate(
    field,
    own.flatMap(({ compiled }) => compiled.map(({ signature }) => signature)),
  )
  const memory = new Memory<readonly Finding[]>(remembered)
  const isRepeating = repeating.has(field)

  return (event, text) => {
    if (own.length === 0) return none
    // What repeats is remembered before it is looked at, the rest only where there is something to look at.
    if (!isRepeating && gate && !gate(text)) return none
    return memory.get(text) ?? memory.keep(text, match(event))
  }

  function match(event: LogEvent): readonly Finding[] {
    let findings: Finding[] | undefined
    for (const { part, match } of own) {
      for (const piece of piecesOf(event, field, part)) {
        const found = match(piece)
        if (found) findings = findings ? [...findings, ...found] : found
      }
    }
    return findings ?? none
  }
}

/** One finding for each signature; and a detector's weak signs only where together they make an alert. */
function strongEnough(findings: readonly Finding[]): Finding[] {
  const bySignature = new Map<string, Finding>()
  for (const finding of findings)
    if (!bySignature.has(finding.signature)) bySignature.set(finding.signature, finding)
  const sums = new Map<string, number>()
  for (const { detector, confidence } of bySignature.values()) {
    sums.set(detector, (sums.get(detector) ?? 0) + confidence)
  }
  const rounding = 1e-9
  return [...bySignature.values()].filter(
    ({ detector }) => (sums.get(detector) ?? 0) >= alertConfidence - rounding,
  )
}
