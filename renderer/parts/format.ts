const locale = typeof navigator === 'undefined' ? 'en' : navigator.language
const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
const clock = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const hourMinute = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const day = new Intl.DateTimeFormat(locale, { day: '2-digit', month: 'short' })
const dayYear = new Intl.DateTimeFormat(locale, { day: '2-digit', month: 'short', year: '2-digit' })
const dayMs = 86_400_000

const percent = new Intl.NumberFormat(locale, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
})

export const formatNumber = (value: number): string => number.format(value)
export const formatCompact = (value: number): string =>
  value < 10_000 ? number.format(value) : compact.format(value)
/** A share from 0 to 1 as a percentage. */
export const formatShare = (share: number): string => percent.format(share)
export const formatShareRange = (low: number, high: number): string => percent.formatRange(low, high)
export const formatDateTime = (time: number): string => dateTime.format(time)

/** The clock for today, the day for what is older. */
export function formatTime(time: number, now = Date.now()): string {
  if (now - time < dayMs / 2) return clock.format(time)
  return now - time < 300 * dayMs ? `${day.format(time)} ${hourMinute.format(time)}` : dayYear.format(time)
}

/** A tick of an axis whose buckets are `bucketMs` wide. */
export const formatTick = (time: number, bucketMs: number): string =>
  bucketMs < dayMs / 4
    ? hourMinute.format(time)
    : bucketMs > 20 * dayMs
      ? dayYear.format(time)
      : day.format(time)

/** How a value stands to the one before, or undefined where there was none to compare with. */
export function change(value: number, before: number): string | undefined {
  if (before === 0) return undefined
  const share = ((value - before) / before) * 100
  if (Math.abs(share) >= 1000) return `×${formatNumber(value / before)}`
  return `${share > 0 ? '+' : share < 0 ? '−' : '±'}${Math.abs(share).toFixed(0)} %`
}
