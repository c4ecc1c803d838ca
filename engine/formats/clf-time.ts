import type { EpochMs } from '../../contract/event.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 0 … 11, or -1. */
export const monthOf = (name: string): number => months.indexOf(name)

/** Characters of a time in the Common Log Format. */
export const clfTimeLength = 26
const dateLength = 11
const zoneStart = 20

let lastDate = '01/Jan/1970'
let lastZone = ' +0000'
let lastMidnight: EpochMs | undefined = 0

/** Time of the Common Log Format, `17/May/2015:10:05:39 +0000`; undefined where it is none. The zone is kept. */
export const parseClfTime = (text: string): EpochMs | undefined =>
  text.length === clfTimeLength ? readClfTime(text, 0) : undefined

/** The same of the 26 characters of a line from `at` on. */
export function readClfTime(line: string, at: number): EpochMs | undefined {
  if (line.length < at + clfTimeLength) return undefined
  // Lines of one day share their date and zone: the last ones are remembered.
  if (!line.startsWith(lastDate, at) || !line.startsWith(lastZone, at + zoneStart)) {
    lastDate = line.slice(at, at + dateLength)
    lastZone = line.slice(at + zoneStart, at + clfTimeLength)
    lastMidnight = midnight(lastDate, lastZone)
  }
  const hour = twoDigits(line, at + 12)
  const minute = twoDigits(line, at + 15)
  const second = twoDigits(line, at + 18)
  const isTime = isColon(line, at + 11) && isColon(line, at + 14) && isColon(line, at + 17)
  if (lastMidnight === undefined || !isTime || !(hour < 24 && minute < 60 && second < 61)) return undefined
  return lastMidnight + ((hour * 60 + minute) * 60 + second) * 1000
}

const isColon = (line: string, at: number): boolean => line.charCodeAt(at) === 58

/** NaN where they are none. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens < 10 && ones >= 0 && ones < 10 ? tens * 10 + ones : Number.NaN
}

function midnight(date: string, zone: string): EpochMs | undefined {
  const [, day, monthName = '', year] = /^(\d{2})\/([A-Z][a-z]{2})\/(\d{4})$/.exec(date) ?? []
  const [, sign, hours, minutes] = /^ ([+-])(\d{2})(\d{2})$/.exec(zone) ?? []
  const month = monthOf(monthName)
  if (month === -1 || sign === undefined) return undefined
  const time = new Date(Date.UTC(Number(year), month, Number(day)))
  if (time.getUTCDate() !== Number(day)) return undefined
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000
  return time.getTime() + (sign === '-' ? offset : -offset)
}
