import { pause } from '../pause.ts'
import type { Batch } from './batch.ts'
import { fullSentence, isFull } from './failures.ts'

export interface Patience {
  /** the database, as the user is told of it */
  readonly file: string
  /** hears one sentence when room is missing and undefined when it is there again */
  readonly onProblem: (sentence: string | undefined) => void
  /** gives up, with the database's error, when it aborts */
  readonly signal: AbortSignal
  readonly retryMs?: number
}

/**
 * Writes a batch as soon as there is room. The batch waits as it is, with the position it brings: to read and analyse
 * its lines again would count them twice where a detector counts what an address does.
 */
export function patiently(
  write: (batch: Batch) => number[],
  { file, onProblem, signal, retryMs = 1_000 }: Patience,
): (batch: Batch) => Promise<number[]> {
  return async (batch) => {
    for (let waited = false; ; waited = true) {
      try {
        const ids = write(batch)
        if (waited) onProblem(undefined)
        return ids
      } catch (error) {
        if (!isFull(error) || signal.aborted) throw error
        onProblem(fullSentence(file))
        await pause(retryMs, signal)
      }
    }
  }
}
