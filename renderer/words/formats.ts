import i18next from 'i18next'
import {
  formatCompact,
  formatDateTime,
  formatNumber,
  formatScore,
  formatShare,
  formatTime,
  formatWeekday,
} from '../parts/format.ts'

/** What a translation may ask of a value: `{{count, number}}`, `{{first, time}}`. Times are epoch milliseconds. */
const formats = {
  number: formatNumber,
  compact: formatCompact,
  percent: formatShare,
  score: formatScore,
  datetime: formatDateTime,
  time: formatTime,
  weekday: formatWeekday,
} as const

/** Teaches i18next the console's own formats, so that a number looks the same in a sentence and in a table. */
export function addFormats(): void {
  for (const [name, format] of Object.entries(formats)) {
    i18next.services.formatter?.add(name, (value: unknown) =>
      typeof value === 'number' ? format(value) : String(value),
    )
  }
}
