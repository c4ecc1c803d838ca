/**
 * Loaded before all else in the server's process, and so in its threads: it is always the same noon. The clock still
 * moves, a thousandth as fast, as some wait until time has passed.
 */
import { now } from './noon.ts'

const started = Date.now()
const RealDate = Date

class SlowDate extends RealDate {
  constructor(...given: [] | [number | string | Date]) {
    if (given[0] === undefined) super(SlowDate.now())
    else super(given[0])
  }
  static override now(): number {
    return now + Math.floor((RealDate.now() - started) / 1000)
  }
}
Object.defineProperty(globalThis, 'Date', { value: SlowDate })
