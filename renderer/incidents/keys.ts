import { useEffect, useRef } from 'react'
import { hasModifier, isTyping } from '../app/keys.ts'

/** What the keys of the list and of the panel do; absent where they do nothing at the moment. */
export interface IncidentKeys {
  readonly next: () => void
  readonly previous: () => void
  readonly open: () => void
  readonly select: () => void
  readonly acknowledge: () => void
  readonly resolve: () => void
  readonly close: () => void
}

const names: Readonly<Record<string, keyof IncidentKeys>> = {
  j: 'next',
  k: 'previous',
  o: 'open',
  x: 'select',
  e: 'acknowledge',
  r: 'resolve',
  Escape: 'close',
}

/** `j` `k` walk, `o` opens, `x` selects, `e` acknowledges, `r` resolves, Escape closes; none while `isOff`. */
export function useIncidentKeys(keys: IncidentKeys, isOff: boolean): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (isOff) return
    function onKey(event: KeyboardEvent): void {
      const name = names[event.key]
      if (name === undefined || hasModifier(event) || isTyping(event.target)) return
      event.preventDefault()
      latest.current[name]()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [isOff])
}
