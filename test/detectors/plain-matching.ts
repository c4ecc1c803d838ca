import type { EventField, LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import { alertConfidence, type Part } from '../../detectors/detector.ts'
import { detectors } from '../../detectors/index.ts'
import { createPieceMatcher } from '../../detectors/matching/piece-matcher.ts'
import { isAnswered } from '../../detectors/matching/surroundings.ts'
import { piecesOf } from '../../detectors/reading/pieces.ts'

const fields: readonly EventField[] = [
  'query',
  'path',
  'body',
  'referer',
  'userAgent',
  'host',
  'user',
  'method',
]
const parts: readonly Part[] = ['values', 'names', 'whole']
const matchers = fields.flatMap((field) =>
  parts.map((part) => {
    const compiled = detectors.flatMap((detector) =>
      detector.signatures
        .filter((s) => s.fields.includes(field) && (s.part ?? 'values') === part)
        .map((signature) => ({ detector, signature })),
    )
    return { field, part, match: createPieceMatcher(compiled) }
  }),
)

const quietIfAnswered = new Set(
  detectors.flatMap(({ signatures }) =>
    signatures.filter(({ quietIn }) => quietIn?.includes('answered')).map(({ id }) => id),
  ),
)

/** The slow reference: every field taken apart and decoded, every piece looked at, nothing remembered. */
export function matchPlainly(event: LogEvent): Finding[] {
  const isQuiet = ({ signature }: Finding): boolean =>
    isAnswered(event.status) && quietIfAnswered.has(signature)
  const findings = matchers
    .flatMap(({ field, part, match }) => piecesOf(event, field, part).flatMap((piece) => match(piece) ?? []))
    .filter((finding) => !isQuiet(finding))
  const first = findings.filter(
    (finding, i) => findings.findIndex(({ signature }) => signature === finding.signature) === i,
  )
  const sure = (detector: string): boolean =>
    first.filter((f) => f.detector === detector).reduce((sum, f) => sum + f.confidence, 0) >=
    alertConfidence - 1e-9
  return first.filter(({ detector }) => sure(detector)).sort((a, b) => b.confidence - a.confidence)
}
