import { expect, it } from 'vitest'
import { LineParser } from '../../engine/formats/index.ts'

const arrival = Date.UTC(2026, 10, 21)
const line = (date: string) => `203.0.113.9 - - [${date} +0000] "GET / HTTP/1.1" 200 5`

it.each([
  ['21/Nov/2026:08:00:00', Date.UTC(2026, 10, 21, 8)],
  ['21/Nov/2031:08:00:00', Date.UTC(2031, 10, 21, 8)],
  ['21/Nov/1960:08:00:00', arrival],
  ['21/Nov/5138:08:00:00', arrival],
])('a line of %s counts at a time that can be', (date, time) => {
  expect(new LineParser().parse(line(date), arrival)?.time).toBe(time)
})
