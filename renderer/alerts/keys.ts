import { useEffect } from 'react'
import type { Alert } from '../../contract/index.ts'
import { hasModifier, isTyping } from '../app/keys.ts'
import { useTriage } from '../triage/index.ts'

/** j and k walk the list, Escape closes the panel. */
export function useAlertKeys(
  alerts: readonly Alert[],
  opened: number | undefined,
  open: (alert: Alert | undefined) => void,
): void {
  const { isAsking } = useTriage()
  useEffect(() => {
    if (isAsking) return
    function onKey(event: KeyboardEvent): void {
      if (hasModifier(event) || isTyping(event.target)) return
      if (event.key === 'Escape' && opened !== undefined) {
        open(undefined)
        return
      }
      const index = alerts.findIndex(({ id }) => id === opened)
      if (event.key === 'j') open(alerts[Math.min(index + 1, alerts.length - 1)])
      else if (event.key === 'k' && index > 0) open(alerts[index - 1])
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [alerts, opened, open, isAsking])
}
