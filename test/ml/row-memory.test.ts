import fc from 'fast-check'
import { expect, it } from 'vitest'
import { withMemory } from '../../ml/forest/row-memory.ts'

it('gives the scores of the walk for rows that come again, in one batch and in later ones', () => {
  let walked = 0
  const walk = (rows: Float32Array, count: number) => {
    walked += count
    return Float32Array.from({ length: count }, (_, i) => (rows[2 * i] ?? 0) / (1 + (rows[2 * i + 1] ?? 0)))
  }
  const remembering = withMemory(walk, 2)
  const row = fc.tuple(fc.nat(70), fc.nat(70))
  let asked = 0
  fc.assert(
    fc.property(fc.array(row, { maxLength: 300 }), (rows) => {
      const flat = Float32Array.from(rows.flat())
      asked += rows.length
      expect(remembering(flat, rows.length)).toEqual(
        Float32Array.from(rows, ([a, b]) => Math.fround(a) / (1 + b)),
      )
    }),
  )
  expect(walked).toBeLessThan(asked)
})
