import { useEffect } from 'react'
import type { Alert } from '../../contract/index.ts'
import { queryFieldId } from '../query/bar.tsx'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** j and k walk the list, Escape closes the panel, / goes to the search field. */
export function useAlertKeys(
  alerts: readonly Alert[],
  opened: number | undefined,
  open: (alert: Alert | undefined) => void,
): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'Escape' && opened !== undefined) {
        open(undefined)
        return
      }
      if (isTyping(event.target)) return
      const index = alerts.findIndex(({ id }) => id === opened)
      if (event.key === 'j') open(alerts[Math.min(index + 1, alerts.length - 1)])
      else if (event.key === 'k' && index > 0) open(alerts[index - 1])
      else if (event.key === '/') document.getElementById(queryFieldId)?.focus()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [alerts, opened, open])
}
