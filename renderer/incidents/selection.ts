import { useState } from 'react'

/** What is selected: by id, or all that match. */
export interface Selected {
  readonly ids: ReadonlySet<number>
  /** also what is not loaded yet */
  readonly isAll: boolean
  /** where a range begins */
  readonly anchor: number | undefined
}

export const nothing: Selected = { ids: new Set(), isAll: false, anchor: undefined }

/** One row more, or less. */
export function toggled({ ids }: Selected, id: number): Selected {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, isAll: false, anchor: id }
}

/** From the row selected last to this one, in the order of the list; without such a row, this one. */
export function extended(selected: Selected, order: readonly number[], id: number): Selected {
  const from = selected.anchor === undefined ? -1 : order.indexOf(selected.anchor)
  const to = order.indexOf(id)
  if (from === -1 || to === -1) return toggled(selected, id)
  const between = order.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { ids: new Set([...selected.ids, ...between]), isAll: false, anchor: selected.anchor }
}

export interface Selection {
  readonly selected: Selected
  has(id: number): boolean
  toggle(id: number): void
  /** from the row selected last */
  extendTo(id: number): void
  /** all rows that are loaded */
  selectLoaded(): void
  selectAll(): void
  clear(): void
}

/** What is selected of a view; of another view, told apart by `key`, nothing is. */
export function useSelected(key: string): readonly [Selected, (next: Selected) => void] {
  const [held, setHeld] = useState({ selected: nothing, key })
  return [held.key === key ? held.selected : nothing, (selected) => setHeld({ selected, key })]
}

/** What the rows of a list, in this order, do to what is selected. */
export const selectionOf = (
  selected: Selected,
  order: readonly number[],
  put: (next: Selected) => void,
): Selection => ({
  selected,
  has: (id) => selected.isAll || selected.ids.has(id),
  toggle: (id) => put(toggled(selected, id)),
  extendTo: (id) => put(extended(selected, order, id)),
  selectLoaded: () => put({ ids: new Set(order), isAll: false, anchor: order[0] }),
  selectAll: () => put({ ids: new Set(order), isAll: true, anchor: undefined }),
  clear: () => put(nothing),
})

export const isAnything = ({ ids, isAll }: Selected): boolean => isAll || ids.size > 0
