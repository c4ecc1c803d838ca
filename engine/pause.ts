import { setTimeout } from 'node:timers/promises'

/** Waits `ms` milliseconds or until the signal aborts, whichever is first; never throws. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal })
  } catch {
    // Aborted: the caller's loop sees it by the signal.
  }
}
