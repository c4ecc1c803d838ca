import { useSessionStorage } from '@mantine/hooks'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { AlertFilter } from '../../contract/index.ts'
import { useFilter } from './filter.ts'
import { useLive } from './live.tsx'

/** Followed, but not at every alert: a flood of them would only flicker. */
const everyMs = 1_000

/** Whether the lists are held still by hand; they share it, and a reload keeps it. */
export function usePaused(): [boolean, (isPaused: boolean) => void] {
  const [isPaused, setPaused] = useSessionStorage({
    key: 'vedette-paused',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  return [isPaused, setPaused]
}

/** The filter of all screens; while a list is held still, a relative range does not move under it. */
export function useHeldFilter(follows: boolean): AlertFilter {
  const { filter, query } = useFilter()
  const [held, setHeld] = useState({ filter, query })
  if (held.filter === filter || (!follows && held.query === query)) return held.filter
  setHeld({ filter, query })
  return filter
}

export interface Following {
  /** alerts that came while the list was held still */
  readonly fresh: number
  /** what came is shown now: counts from here on */
  caughtUp(): void
}

/** Asks for a list anew as alerts come and incidents are decided on, while it is followed; counts them while it is not. */
export function useFollowing(follows: boolean, refetch: () => unknown, filter: AlertFilter): Following {
  const { received, decided } = useLive()
  const [shown, setShown] = useState({ received, decided, filter })
  const told = useRef({ received, decided, filter })
  told.current = { received, decided, filter }
  // Of another filter all is asked for anew.
  if (shown.filter !== filter) setShown(told.current)
  const seen = useRef(shown)
  seen.current = shown
  const caughtUp = useCallback(() => setShown(told.current), [])
  useEffect(() => {
    if (!follows) return
    const timer = setInterval(() => {
      const isSame =
        told.current.received === seen.current.received && told.current.decided === seen.current.decided
      if (isSame || document.hidden) return
      caughtUp()
      refetch()
    }, everyMs)
    return () => clearInterval(timer)
  }, [follows, refetch, caughtUp])
  return { fresh: follows ? 0 : received - shown.received, caughtUp }
}
