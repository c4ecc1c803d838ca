import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { queryFieldId } from '../query/bar.tsx'
import { useFilter } from './filter.ts'

/** Where `g` and a letter lead. */
const pages: Readonly<Record<string, string>> = {
  o: '/',
  a: '/alerts',
  i: '/incidents',
  m: '/map',
  r: '/rules',
  n: '/anomalies',
  s: '/sources',
}

const afterG = 1_200

/** Inputs that take no letters. */
const isTicked = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && /^(?:checkbox|radio)$/.test(target.type)

/** True where a key writes text, or belongs to a menu. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (/^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isTicked(target)) ||
    target.closest('[role="menu"], [role="listbox"]') !== null)

export const hasModifier = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  ctrlKey || metaKey || altKey

/** The keys that work on every page: `g` and a page's letter, `/` to the query line, `?` for help. */
export function usePageKeys(): { isHelpOpen: boolean; closeHelp: () => void } {
  const [, go] = useLocation()
  const { query } = useFilter()
  const [isHelpOpen, setIsHelpOpen] = useState(false)
  const pressedG = useRef(0)
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      if (hasModifier(event) || isTyping(event.target)) return
      const { key } = event
      const page = Date.now() - pressedG.current < afterG ? pages[key] : undefined
      pressedG.current = key === 'g' ? Date.now() : 0
      if (page !== undefined) {
        // Pages listen to single letters too: this one is spent.
        event.stopImmediatePropagation()
        go(`${page}${query}`)
      } else if (key === '/') document.getElementById(queryFieldId)?.focus()
      else if (key === '?') setIsHelpOpen(true)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [go, query])
  return { isHelpOpen, closeHelp: () => setIsHelpOpen(false) }
}
