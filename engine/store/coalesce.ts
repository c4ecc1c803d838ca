import type { NewAlert } from './batch.ts'
import { floorTo, minuteMs } from './time-steps.ts'

/** Occurrences that are one alert: how often, from when to when, and the first and last to arrive as evidence. */
export interface Repeats {
  readonly minute: number
  readonly first: NewAlert
  last: NewAlert
  count: number
  /** of them answered with success (2xx) */
  succeeded: number
  firstTime: number
  lastTime: number
}

/**
 * What repeats the same alert: same source, address, type, signature and severity within one minute of event time.
 *
 * A line brings one alert for each attack type in it, named by that type's strongest signature, so a line with several
 * findings repeats several alerts, each by its own key: nothing hides behind a stronger finding of another type. The
 * severity belongs to the key, as the counts are kept by it; a whole minute does, so that ranges of whole minutes
 * count exactly.
 */
const keyIn = (a: Omit<NewAlert, 'place'>, minute: number): string =>
  `${minute} ${a.sourceId} ${a.type} ${a.severity} ${a.signature} ${a.sourceIp}`

export const keyOf = (alert: Omit<NewAlert, 'place'>): string => keyIn(alert, floorTo(alert.time, minuteMs))

/** Whether the server answered with success (2xx). */
export const isSuccess = (status: number | null | undefined): boolean =>
  typeof status === 'number' && status >= 200 && status < 300

/** Joins the repeats among alerts; both in order of arrival. */
export function coalesce(alerts: readonly NewAlert[]): Repeats[] {
  const byKey = new Map<string, Repeats>()
  for (const alert of alerts) {
    const minute = floorTo(alert.time, minuteMs)
    const key = keyIn(alert, minute)
    const succeeded = isSuccess(alert.status) ? 1 : 0
    const known = byKey.get(key)
    if (known) {
      known.last = alert
      known.count++
      known.succeeded += succeeded
      known.firstTime = Math.min(known.firstTime, alert.time)
      known.lastTime = Math.max(known.lastTime, alert.time)
    } else {
      const { time } = alert
      const once = { count: 1, succeeded, firstTime: time, lastTime: time }
      byKey.set(key, { minute, first: alert, last: alert, ...once })
    }
  }
  return [...byKey.values()]
}
