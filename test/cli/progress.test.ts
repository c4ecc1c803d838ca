import { expect, test } from 'vitest'
import { duration } from '../../cli/progress.ts'

test.each([
  [0.2, '1 s'],
  [45, '45 s'],
  [180, '3 min'],
  [7500, '2 h 5 min'],
])('%d seconds left are told as %s', (seconds, told) => {
  expect(duration(seconds)).toBe(told)
})
