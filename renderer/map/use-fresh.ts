import { useEffect, useRef, useState } from 'react'
import type { MapPoint } from '../../contract/index.ts'
import { freshSince, lastOf } from './places.ts'

const none: readonly MapPoint[] = []

/** Places where something came since the answer before; none while the map shows another time than now. */
export function useFresh(points: readonly MapPoint[], follows: boolean): readonly MapPoint[] {
  const [fresh, setFresh] = useState(none)
  const before = useRef<number>(undefined)
  useEffect(() => {
    const last = lastOf(points)
    if (before.current !== undefined && last > before.current)
      setFresh(freshSince(points, before.current, Date.now()))
    before.current = Math.max(last, before.current ?? 0)
  }, [points])
  return follows ? fresh : none
}
