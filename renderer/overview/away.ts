import { useEffect, useState } from 'react'

const storageKey = 'vedette-last-looked'
const minute = 60_000

/** Shorter absences are not worth a word. */
const worthTelling = 30 * minute

const stored = (): number | undefined => {
  const time = Number(localStorage.getItem(storageKey))
  return Number.isFinite(time) && time > 0 ? time : undefined
}

export interface Away {
  readonly from: number
  readonly to: number
}

/** What a time of absence is, from the last look until now; undefined where it was short. */
export const absence = (last: number | undefined, now: number): Away | undefined =>
  last !== undefined && now - last >= worthTelling ? { from: last, to: now } : undefined

/** When nobody looked: the console was closed, or hidden. It is told until it is dismissed. */
export function useAway(): { away: Away | undefined; seen: () => void } {
  const [away, setAway] = useState(() => absence(stored(), Date.now()))
  useEffect(() => {
    const look = () => {
      if (!document.hidden) {
        setAway((told) => absence(stored(), Date.now()) ?? told)
        localStorage.setItem(storageKey, String(Date.now()))
      }
    }
    look()
    const timer = setInterval(look, minute)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [])
  return { away, seen: () => setAway(undefined) }
}
