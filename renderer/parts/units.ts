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

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** The unit in which so many bytes are told, and how many they are of it. */
function byteFormat(bytes: number): { format: Intl.NumberFormat; size: number } {
  const power = bytes < 1000 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log10(bytes) / 3))
  const options = {
    style: 'unit',
    unit: byteUnits[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  } as const
  return { format: new Intl.NumberFormat(i18next.language, options), size: 1000 ** power }
}

/** "1.2 MB": decimal, as disks are sold. */
export function formatBytes(bytes: number): string {
  const { format, size } = byteFormat(bytes)
  return format.format(bytes / size)
}

/** "4.1–4.4 kB". */
export function formatByteRange(low: number, high: number): string {
  const { format, size } = byteFormat(high)
  return low === high ? format.format(high / size) : format.formatRange(low / size, high / size)
}
