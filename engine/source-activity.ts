import type { Turn } from './pipeline/index.ts'
import { Rate } from './rate.ts'
import type { StoredSource } from './store/source-store.ts'

const minuteMs = 60_000
/** No source is called silent sooner, however busy it usually is. */
const leastSilenceMs = 5 * minuteMs
const gapsOfSilence = 20

/**
 * Whether no line came for longer than is usual.
 * @param since from when on the source is read: what came while nobody looked cannot be known
 */
export function isSilent(
  { lastLineAt, usualGapMs = 0 }: Pick<StoredSource, 'lastLineAt' | 'usualGapMs'>,
  since: number,
  now = Date.now(),
): boolean {
  if (lastLineAt === undefined) return false
  return now - Math.max(lastLineAt, since) > Math.max(leastSilenceMs, gapsOfSilence * usualGapMs)
}

/** Lines a second of each source, over the last minute. */
export class SourceRates {
  readonly #rates = new Map<number, Rate>()

  /** Counts the lines of a turn; recalled ones were counted before. */
  count({ chunk }: Turn): void {
    if (chunk.isRecalled) return
    const counts = new Map<number, number>()
    for (const { sourceId } of chunk.lines) counts.set(sourceId, (counts.get(sourceId) ?? 0) + 1)
    for (const [id, lines] of counts) {
      const rate = this.#rates.get(id) ?? new Rate(minuteMs)
      this.#rates.set(id, rate)
      rate.add(lines)
    }
  }

  perSecond(sourceId: number): number {
    return this.#rates.get(sourceId)?.perSecond() ?? 0
  }

  forget(sourceId: number): void {
    this.#rates.delete(sourceId)
  }
}
