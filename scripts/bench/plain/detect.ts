import type { EventField, LogEvent } from '../../../contract/event.ts'
import type { Part, Signature, View } from '../../../detectors/detector.ts'
import { detectors } from '../../../detectors/index.ts'
import { findIn, textOf } from '../../../detectors/matching/piece-matcher.ts'
import { piecesOf } from '../../../detectors/reading/pieces.ts'

const signatures: readonly Signature[] = detectors.flatMap((detector) => detector.signatures)
const parts: readonly Part[] = ['values', 'names', 'whole']
const wanted = (['query', 'path', 'body', 'referer', 'userAgent', 'host', 'user', 'method'] as const).flatMap(
  (field: EventField) =>
    parts.map((part) => ({
      field,
      part,
      own: signatures.filter((s) => s.fields.includes(field) && (s.part ?? 'values') === part),
    })),
)

/**
 * All patterns one by one: every signature on every piece of every field it names, without regard to its signs. Each
 * field is taken apart and decoded once. Answers the number of matches.
 */
export function detectPlainly(event: LogEvent): number {
  let found = 0
  for (const { field, part, own } of wanted) {
    if (own.length === 0) continue
    for (const piece of piecesOf(event, field, part)) {
      const texts = new Map<View, string>()
      for (const signature of own) {
        const text = texts.get(signature.view) ?? textOf(piece, signature.view)
        texts.set(signature.view, text)
        if (findIn(signature, text, piece.name)) found++
      }
    }
  }
  return found
}
