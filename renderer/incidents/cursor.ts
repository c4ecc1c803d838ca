import { useState } from 'react'

/** The row at hand. Once it left the list, the row that took its place is. */
export interface Cursor {
  /** its id, where there is any row */
  readonly id: number | undefined
  readonly index: number
  /** changes as the keyboard is to go to that row; 0 until then */
  readonly focusAsked: number
  move(by: number): void
  moveTo(id: number): void
  /** brings the keyboard back to the list */
  focus(): void
}

interface Place {
  readonly id: number | undefined
  readonly index: number
  readonly focusAsked: number
}

/** Where a remembered place is among the rows as they are now; -1 where there is none. */
export function placeIn(order: readonly number[], { id, index }: Pick<Place, 'id' | 'index'>): number {
  if (id === undefined) return -1
  const found = order.indexOf(id)
  return found === -1 ? Math.min(index, order.length - 1) : found
}

export function useCursor(order: readonly number[]): Cursor {
  const [place, setPlace] = useState<Place>({ id: undefined, index: 0, focusAsked: 0 })
  const index = placeIn(order, place)
  const id = order[index]
  if (id !== undefined && (id !== place.id || index !== place.index)) setPlace({ ...place, id, index })
  const goTo = (next: number, asks: 0 | 1) => {
    const at = Math.max(0, Math.min(next, order.length - 1))
    setPlace(({ focusAsked }) => ({ id: order[at], index: at, focusAsked: focusAsked + asks }))
  }
  return {
    id,
    index,
    focusAsked: place.focusAsked,
    move: (by) => goTo(index === -1 ? 0 : index + by, 1),
    moveTo: (to) => goTo(order.indexOf(to), 0),
    focus: () => setPlace((before) => ({ ...before, focusAsked: before.focusAsked + 1 })),
  }
}
