import { type RefObject, useEffect, useRef } from 'react'

/**
 * Keeps the focus in a section whose parts come and go: where what had it is gone after `state` has changed, the
 * section has it. The section takes `tabIndex={-1}`. Undefined is no state yet.
 */
export function useKeptFocus(state: unknown): RefObject<HTMLElement | null> {
  const section = useRef<HTMLElement>(null)
  const before = useRef<unknown>(undefined)
  useEffect(() => {
    const isChanged = before.current !== undefined && before.current !== state
    before.current = state
    if (isChanged && document.activeElement === document.body) section.current?.focus({ preventScroll: true })
  }, [state])
  return section
}
