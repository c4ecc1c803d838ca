import i18next from 'i18next'

const dayMs = 86_400_000

/** Makes something the first time it is asked for: a format costs milliseconds, and a page needs few of them. */
function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

function formatsOf(locale: string) {
  const date = (options: Intl.DateTimeFormatOptions) => once(() => new Intl.DateTimeFormat(locale, options))
  const number = (options: Intl.NumberFormatOptions) => once(() => new Intl.NumberFormat(locale, options))
  return {
    number: number({ maximumFractionDigits: 1 }),
    compact: number({ notation: 'compact', maximumFractionDigits: 1 }),
    score: number({ minimumFractionDigits: 2, maximumFractionDigits: 2 }),
    percent: number({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    quantile: number({ style: 'percent', maximumFractionDigits: 2 }),
    change: number({ style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' }),
    dateTime: date({ dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }),
    span: date({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    clock: date({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    hourMinute: date({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    day: date({ day: '2-digit', month: 'short' }),
    weekday: date({ weekday: 'long', day: 'numeric', month: 'short', timeZone: 'UTC' }),
    dayYear: date({ day: '2-digit', month: 'short', year: '2-digit' }),
    list: once(() => new Intl.ListFormat(locale, { type: 'unit' })),
    region: once(() => new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' })),
    collator: once(() => new Intl.Collator(locale)),
  }
}

const made = new Map<string, ReturnType<typeof formatsOf>>()

/** The formats of the language that is spoken; each locale's are made once. */
function formats(): ReturnType<typeof formatsOf> {
  const locale = i18next.language ?? 'en'
  const known = made.get(locale) ?? formatsOf(locale)
  made.set(locale, known)
  return known
}

export const formatNumber = (value: number): string => formats().number().format(value)
export const formatCompact = (value: number): string =>
  value < 10_000 ? formats().number().format(value) : formats().compact().format(value)
/** A score from 0 to 1, two digits. */
export const formatScore = (score: number): string => formats().score().format(score)
/** A share from 0 to 1 as a percentage. */
export const formatShare = (share: number): string => formats().percent().format(share)
/** A share with as many digits as it has: '99.9 %' and '50 %'. */
export const formatQuantile = (share: number): string => formats().quantile().format(share)
export const formatShareRange = (low: number, high: number): string =>
  formats().percent().formatRange(low, high)
/** `time` as everywhere here: epoch milliseconds. */
export const formatDateTime = (time: number): string => formats().dateTime().format(time)
/** A day by its midnight (UTC), with its name. */
export const formatWeekday = (midnight: number): string => formats().weekday().format(midnight)
/** From here to there, what both share told once. */
export const formatSpan = (from: number, to: number): string => formats().span().formatRange(from, to)
export const formatList = (names: readonly string[]): string => formats().list().format(names)
/** Before, at or after, as the language sorts. */
export const compareNames = (a: string, b: string): number => formats().collator().compare(a, b)

/** A country's name in the language that is spoken, or `otherwise` where its ISO 3166-1 alpha-2 code is absent or unknown. */
export function formatCountry(code: string | undefined, otherwise: string | undefined): string | undefined {
  if (code === undefined || !/^[A-Za-z]{2}$/.test(code)) return otherwise
  return formats().region().of(code.toUpperCase()) ?? otherwise
}

/** "Lyon, France": what is known of a place, empty where nothing is. */
export const placeName = (
  city: string | undefined,
  {
    countryCode,
    country,
  }: { readonly countryCode?: string | undefined; readonly country?: string | undefined },
): string => [city, formatCountry(countryCode, country)].filter(Boolean).join(', ')

/** The clock for today, the day for what is older. */
export function formatTime(time: number): string {
  const age = Date.now() - time
  const { clock, day, hourMinute, dayYear } = formats()
  if (age < dayMs / 2) return clock().format(time)
  return age < 300 * dayMs ? `${day().format(time)} ${hourMinute().format(time)}` : dayYear().format(time)
}

/** A tick of an axis whose buckets are `bucketMs` wide. */
export function formatTick(time: number, bucketMs: number): string {
  const { hourMinute, dayYear, day } = formats()
  if (bucketMs < dayMs / 4) return hourMinute().format(time)
  return (bucketMs > 20 * dayMs ? dayYear() : day()).format(time)
}

/** How a value stands to the one before, or undefined where there was none to compare with. */
export function change(value: number, before: number): string | undefined {
  if (before === 0) return undefined
  const share = (value - before) / before
  return Math.abs(share) >= 10 ? `×${formatNumber(value / before)}` : formats().change().format(share)
}
