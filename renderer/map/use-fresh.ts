import { useEffect, useRef, useState } from 'react'
import type { MapPoint } from '../../contract/index.ts'
import type { Places } from './places.ts'
import { freshSince, lastOf } from './threats.ts'

const none: readonly MapPoint[] = []

/** Places where something came since the answer before; none while the map shows another time than now. */
export function useFresh(places: Places, follows: boolean): readonly MapPoint[] {
  const [fresh, setFresh] = useState(none)
  const before = useRef<number>(undefined)
  useEffect(() => {
    const last = lastOf(places)
    if (before.current !== undefined && last > before.current)
      setFresh(freshSince(places, before.current, Date.now()))
    before.current = Math.max(last, before.current ?? 0)
  }, [places])
  return follows ? fresh : none
}
