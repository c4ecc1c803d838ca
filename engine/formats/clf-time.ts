import type { EpochMs } from '../../contract/event.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 0 … 11, or -1. */
export const monthOf = (name: string): number => months.indexOf(name)

const shape = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})$/
let lastText = ''
let lastTime: EpochMs | undefined

/** Time of the Common Log Format, `17/May/2015:10:05:39 +0000`; undefined where it is none. The zone is kept. */
export function parseClfTime(text: string): EpochMs | undefined {
  // Lines of one second share their text: the last one is remembered.
  if (text === lastText) return lastTime
  const match = shape.exec(text)
  if (!match) return undefined
  const [, day, monthName, year, hour, minute, second, sign, zoneHour, zoneMinute] = match
  const month = monthOf(monthName ?? '')
  if (month === -1) return undefined
  const local = Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second))
  const zone = (Number(zoneHour) * 60 + Number(zoneMinute)) * 60_000
  lastText = text
  lastTime = sign === '-' ? local + zone : local - zone
  return lastTime
}
