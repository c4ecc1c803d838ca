import type { SourceDelta } from './batch.ts'
import type { Database } from './database.ts'

/** A line's weight in the mean: some hundred lines ago counts for little. */
const weight = 1 / 64
/** A longer gap says that nothing was logged, not how often something is. */
const longestGapMs = 86_400_000

interface Pace {
  readonly last: number | null
  readonly gap: number | null
}

/**
 * Keeps the usual gap between the lines of a source: an exponentially weighted mean, by the times in the lines, so
 * that a log read all at once has the pace it was written in. Call it within the batch's transaction.
 */
export function paceKeeper(db: Database): (sourceId: number, delta: SourceDelta) => void {
  const read = db.prepare<[number], Pace>(
    'SELECT last_event_at AS last, usual_gap_ms AS gap FROM source WHERE id = ?',
  )
  const write = db.prepare('UPDATE source SET last_event_at = ?, usual_gap_ms = ? WHERE id = ?')
  return (sourceId, { lines, times, lastLineAt }) => {
    const before = times && read.get(sourceId)
    if (!before || lastLineAt === undefined) return
    // A line from the future would make all that follow seem late.
    const last = Math.max(before.last ?? times.first, Math.min(times.last, lastLineAt))
    const start = before.last ?? Math.min(times.first, last)
    write.run(last, meanAfter(before.gap, last - start, before.last === null ? lines - 1 : lines), sourceId)
  }
}

/** The mean after so many gaps that span so long together; null as long as there was none. */
function meanAfter(mean: number | null, span: number, gaps: number): number | null {
  if (gaps < 1) return mean
  const gap = Math.min(span / gaps, longestGapMs)
  return mean === null ? gap : mean + (1 - (1 - weight) ** gaps) * (gap - mean)
}
