import { pause } from '../../pause.ts'
import { AlertStore } from '../alert-store.ts'
import type { Database } from '../database.ts'
import { floorTo, halfDayMs } from '../time-steps.ts'
import { talliesOf } from './tallies.ts'

/** Between two half days, so that the engine's own work goes first. */
const restMs = 5

/** Joins the half days of all alerts one by one, newest first, so that the first long overview need not. */
export async function warmUp(db: Database, signal: AbortSignal): Promise<void> {
  const range = new AlertStore(db).extent()
  if (!range) return
  const { halves, packs } = talliesOf(db)
  for (
    let start = floorTo(range.last, halfDayMs);
    start >= floorTo(range.first, halfDayMs) && !signal.aborted;
    start -= halfDayMs
  ) {
    packs.begin()
    halves.in(start, start + halfDayMs)
    await pause(restMs, signal)
  }
}
