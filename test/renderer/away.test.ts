import { expect, it } from 'vitest'
import { absence } from '../../renderer/overview/away.ts'

const minute = 60_000

it.each([
  ['nobody ever looked', undefined, undefined],
  ['of a few minutes', 29 * minute, undefined],
  ['of half an hour', 30 * minute, { from: 0, to: 30 * minute }],
])('an absence %s', (_what, ago, told) => {
  expect(absence(ago === undefined ? undefined : 0, ago ?? 0)).toEqual(told)
})
