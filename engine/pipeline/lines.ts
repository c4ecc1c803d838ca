import type { FailedToken, InputLine } from '../inputs/input.ts'
import { failureSentence } from '../inputs/input.ts'
import type { Batch, Examined } from './examined.ts'

const nothing: InputLine['findings'] = []

/**
 * The lines of an examined batch, with what was found in each.
 * @param offsets where each text of the batch stands: a byte, or the number of a line
 * @param isLeftOut asked for the index of each line's text
 */
export function linesOf(
  batch: Batch,
  offsets: readonly number[],
  examined: Examined,
  isLeftOut: (origin: number) => boolean = () => false,
): InputLine[] {
  const { origins, findings, scores, events } = examined
  const own = { source: batch.sourceId, at: batch.arrival }
  const headers = new Map(examined.headers.map(({ origin, header }) => [origin, header]))
  const found = new Map(findings)
  const lines: InputLine[] = []
  examined.lines.forEach((text, i) => {
    const origin = origins[i] ?? 0
    if (isLeftOut(origin)) return
    const { source, at } = headers.get(origin) ?? own
    lines.push({
      text,
      sourceId: source,
      arrival: at,
      offset: offsets[origin] ?? 0,
      findings: found.get(i) ?? nothing,
      score: scores[i] ?? Number.NaN,
      event: events && (events[i] ?? 'unknown'),
    })
  })
  return lines
}

/** The texts of an examined batch that brought nothing, and why. */
export const failuresOf = (
  batch: Batch,
  offsets: readonly number[],
  examined: Examined,
): readonly FailedToken[] =>
  examined.failed.map(({ origin, reason }) => ({
    sourceId: batch.sourceId,
    offset: offsets[origin] ?? 0,
    reason: failureSentence(reason),
  }))
