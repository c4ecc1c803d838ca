import { beforeAll, describe, expect, it } from 'vitest'
import { formatAge, formatBytes, formatDuration } from '../../renderer/parts/units.ts'
import { startWords } from '../../renderer/words/index.ts'

describe.each([
  ['en', '9 minutes', '3 seconds', '2 days ago', '1.2 MB', '40 milliseconds'],
  ['de', '9 Minuten', '3 Sekunden', 'vorgestern', '1,2 MB', '40 Millisekunden'],
])('in %s', (language, minutes, seconds, days, bytes, short) => {
  beforeAll(() => startWords(language))
  it('spans, ages and sizes are told in the unit that fits', () => {
    expect(formatDuration(9 * 60_000 + 4_000)).toBe(minutes)
    expect(formatDuration(3_000)).toBe(seconds)
    expect(formatDuration(40)).toBe(short)
    expect(formatAge(2 * 86_400_000)).toBe(days)
    expect(formatBytes(1_234_567)).toBe(bytes)
  })
})

it('what has just come, or comes from a clock ahead, is now', async () => {
  await startWords('en')
  expect([formatAge(20), formatAge(-5_000), formatAge(0)]).toEqual(['now', 'now', 'now'])
})
