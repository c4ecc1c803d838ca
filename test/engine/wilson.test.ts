import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wilson } from '../../engine/wilson.ts'

describe("Wilson's interval at 95 %", () => {
  // Worked out by hand from the formula of the source.
  it.each([
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [5, 10, 0.2366, 0.7634],
    [95, 100, 0.8882, 0.9785],
    [0, 0, 0, 1],
  ])('of %i in %i is %f to %f', (hits, trials, low, high) => {
    const interval = wilson(hits, trials)
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
  })
  it('holds the share and stays between none and all', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (hits, more) => {
        const trials = hits + more + 1
        const { low, high } = wilson(hits, trials)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(high).toBeLessThanOrEqual(1)
        expect(low).toBeLessThanOrEqual(hits / trials)
        expect(high).toBeGreaterThanOrEqual(hits / trials)
      }),
    )
  })
})
