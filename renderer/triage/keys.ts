import { useEffect } from 'react'
import { hasModifier, isTyping } from '../app/keys.ts'
import type { Target } from './decide.ts'
import { useTriage } from './provider.tsx'

/** What the keys are, for the buttons that say so. */
export const triageKeys = { acknowledge: 'e', resolve: 'r' } as const

/** `e` acknowledges and `r` resolves what a panel shows; undefined while that is not known. */
export function useTriageKeys(
  target: Target | undefined,
  note = '',
  onDone: () => void = () => undefined,
): void {
  const { isAsking, decide, resolve } = useTriage()
  useEffect(() => {
    if (target === undefined || isAsking) return
    function onKey(event: KeyboardEvent): void {
      if (target === undefined || hasModifier(event) || isTyping(event.target)) return
      if (event.key === triageKeys.acknowledge) {
        decide(target, { state: 'acknowledged', ...(note && { note }) })
        onDone()
      } else if (event.key === triageKeys.resolve) {
        resolve({ target, note, onClosed: (isDecided) => isDecided && onDone() })
      } else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [target, note, onDone, isAsking, decide, resolve])
}
