import type { Alert } from '../../contract/index.ts'
import { formatNumber, formatTime } from './format.ts'
import { words } from './words.ts'

/** "×42" for an alert that came several times, or undefined. */
export const timesOf = ({ count }: Alert): string | undefined =>
  count > 1 ? `×${formatNumber(count)}` : undefined

/** "×42, first 09:12:01, last 09:12:58" for an alert that came several times, or undefined. */
export const repeatsOf = (alert: Alert): string | undefined =>
  alert.count > 1
    ? words.repeats(formatNumber(alert.count), formatTime(alert.time), formatTime(alert.lastTime))
    : undefined
