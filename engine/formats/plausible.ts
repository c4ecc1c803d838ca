import type { EpochMs, LogEvent } from '../../contract/event.ts'

/** No web server wrote a log before this, and none will with this program after that. */
const earliest = Date.UTC(1990, 0)
const latest = Date.UTC(2100, 0)

/**
 * An event with a time that can be: one line that says it is of the year 5138 would stretch every range of the store.
 * What cannot be is taken for the time at which the line came.
 */
export const withPlausibleTime = <E extends LogEvent>(event: E, arrival: EpochMs): E =>
  event.time >= earliest && event.time < latest ? event : { ...event, time: arrival }
