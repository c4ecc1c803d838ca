import { describe, expect, it } from 'vitest'
import { placeIn } from '../../renderer/incidents/cursor.ts'
import { extended, nothing, selectionOf, toggled } from '../../renderer/incidents/selection.ts'

const order = [10, 20, 30, 40, 50]
const idsOf = ({ ids }: { ids: ReadonlySet<number> }) => [...ids].toSorted((a, b) => a - b)

describe('the row at hand', () => {
  it.each([
    ['follows its incident where rows moved', { id: 30, index: 0 }, 2],
    ['is the next one where its incident left', { id: 25, index: 2 }, 2],
    ['is the last one where the end left', { id: 60, index: 5 }, 4],
    ['is none before one was chosen', { id: undefined, index: 0 }, -1],
  ])('%s', (_what, place, expected) => {
    expect(placeIn(order, place)).toBe(expected)
  })
  it('is none in an empty list', () => expect(placeIn([], { id: 30, index: 2 })).toBe(-1))
})

describe('the selection', () => {
  it('takes a row in and out', () => {
    const one = toggled(nothing, 20)
    expect(idsOf(one)).toEqual([20])
    expect(idsOf(toggled(one, 20))).toEqual([])
  })
  it('reaches from the row selected last to another, either way', () => {
    expect(idsOf(extended(toggled(nothing, 20), order, 40))).toEqual([20, 30, 40])
    expect(idsOf(extended(toggled(nothing, 40), order, 20))).toEqual([20, 30, 40])
  })
  it('begins with the row itself where the one selected last is gone', () => {
    expect(idsOf(extended(toggled(nothing, 99), order, 30))).toEqual([30, 99])
    expect(idsOf(extended(nothing, order, 30))).toEqual([30])
  })
  it('of all that match is only what is loaded, once a row is taken out', () => {
    let selected = nothing
    const put = (next: typeof nothing) => {
      selected = next
    }
    selectionOf(selected, order, put).selectAll()
    expect(selectionOf(selected, order, put).has(77)).toBe(true)
    selectionOf(selected, order, put).toggle(30)
    expect(selected.isAll).toBe(false)
    expect(idsOf(selected)).toEqual([10, 20, 40, 50])
  })
})
