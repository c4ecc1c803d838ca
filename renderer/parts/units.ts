import i18next from 'i18next'

const steps = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1_000 },
  { unit: 'millisecond', ms: 1 },
] as const

/** The unit in which a time span is at least one and a half (a second is a second), and how much of it. */
function measure(ms: number): { value: number; unit: (typeof steps)[number]['unit'] } {
  const step = steps.find((one) => ms >= (one.ms > 1_000 ? 1.5 : 1) * one.ms) ?? steps[4]
  const value = ms / step.ms
  const isFine = value < 10 && step.unit !== 'minute'
  return { value: isFine ? Math.round(value * 10) / 10 : Math.round(value), unit: step.unit }
}

/** "9 minutes", in the language that is spoken; `ms` are milliseconds. */
export function formatDuration(ms: number): string {
  const { value, unit } = measure(ms)
  const options = { style: 'unit', unit, unitDisplay: 'long' } as const
  return new Intl.NumberFormat(i18next.language, options).format(value)
}

/** "9 minutes ago". */
export function formatAge(ms: number): string {
  const { value, unit } = measure(ms)
  const format = new Intl.RelativeTimeFormat(i18next.language, { numeric: 'auto' })
  return unit === 'millisecond' ? format.format(0, 'second') : format.format(-Math.round(value), unit)
}

/** "1.2 MB": decimal, as disks are sold. */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const options = {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  } as const
  return new Intl.NumberFormat(i18next.language, options).format(bytes / 1000 ** power)
}
