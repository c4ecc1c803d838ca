import { pause } from '../../pause.ts'
import { AlertStore } from '../alert-store.ts'
import type { Database } from '../database.ts'
import { floorTo, halfDayMs, hourMs, weekMs } from '../time-steps.ts'
import { talliesOf } from './tallies.ts'

/** Between two stretches, so that the engine's own work goes first. */
const restMs = 5

/** Joins the tallies of all alerts stretch by stretch, newest first, so that the first long overview need not. */
export async function warmUp(db: Database, signal: AbortSignal): Promise<void> {
  const extent = new AlertStore(db).extent()
  if (!extent) return
  const { first, last } = extent
  const { blocks } = talliesOf(db)
  // Weeks are made of half days; hours are what a week is told by.
  const passes = [
    { level: halfDayMs, since: first },
    { level: weekMs, since: first },
    { level: hourMs, since: Math.max(first, last - weekMs) },
  ] as const
  for (const { level, since } of passes) {
    for (let start = floorTo(last, level); start >= floorTo(since, level); start -= level) {
      if (signal.aborted || !blocks.warm(start, start + level, level)) return
      await pause(restMs, signal)
    }
  }
}
