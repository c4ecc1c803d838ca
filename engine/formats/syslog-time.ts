import type { EpochMs } from '../../contract/event.ts'
import { monthOf } from './clf-time.ts'

const shape = /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2})$/
const dayMs = 86_400_000

let lastKey = ''
let lastTime: EpochMs | undefined

/**
 * Time of an old syslog line, `Nov 21 09:12:44`. It names no year: the one that brings it nearest to arrival is
 * meant. It names no zone: this machine's own is meant.
 */
export function parseSyslogTime(text: string, arrival: EpochMs): EpochMs | undefined {
  const key = `${text} ${Math.floor(arrival / dayMs)}`
  if (key !== lastKey) {
    lastTime = read(text, arrival)
    lastKey = key
  }
  return lastTime
}

function read(text: string, arrival: EpochMs): EpochMs | undefined {
  const [, monthName = '', day, hour, minute, second] = shape.exec(text) ?? []
  const month = monthOf(monthName)
  if (month === -1 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined
  const year = new Date(arrival).getFullYear()
  const inYear = (candidate: number): EpochMs | undefined => {
    const date = new Date(candidate, month, Number(day), Number(hour), Number(minute), Number(second))
    return date.getMonth() === month ? date.getTime() : undefined
  }
  const distance = (time: EpochMs) => Math.abs(time - arrival)
  const near = [year - 1, year, year + 1].map(inYear).filter((time) => time !== undefined)
  // The last 29 February may lie longer back.
  for (let past = year - 2; near.length === 0 && past > year - 9; past--)
    near.push(...[inYear(past) ?? []].flat())
  return near.reduce<EpochMs | undefined>(
    (best, time) => (best === undefined || distance(time) < distance(best) ? time : best),
    undefined,
  )
}
