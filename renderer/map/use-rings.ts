import { useEffect, useRef, useState } from 'react'
import type { MapPoint } from '../../contract/index.ts'
import { packed } from './places.ts'
import type { Answered, Asked } from './ring-worker.ts'
import type { Rings } from './rings.ts'

/** Rings, and the places that they name by index. */
export interface Ringed {
  readonly points: readonly MapPoint[]
  readonly rings: Rings
  /** that they are made for */
  readonly zoom: number
}

/** The rings of these places at a zoom, made on a thread of its own: until they are there, those before stay. */
export function useRings(points: readonly MapPoint[], zoom: number): Ringed | undefined {
  const [shown, setShown] = useState<Ringed>()
  const [isBroken, setIsBroken] = useState(false)
  const worker = useRef<Worker>(undefined)
  const sent = useRef<{ version: number; points: readonly MapPoint[] }>({ version: 0, points: [] })
  const asked = useRef(0)

  useEffect(() => {
    const made = new Worker(new URL('./ring-worker.ts', import.meta.url), { type: 'module' })
    made.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
      const { version, points: places } = sent.current
      if (data.version === version && data.zoom === asked.current)
        setShown({ points: places, rings: data.rings, zoom: data.zoom })
    })
    made.addEventListener('error', () => setIsBroken(true))
    worker.current = made
    sent.current = { version: 0, points: [] }
    return () => made.terminate()
  }, [])

  useEffect(() => {
    const post = (message: Asked, transfer: Transferable[]) => worker.current?.postMessage(message, transfer)
    asked.current = zoom
    if (sent.current.points === points) {
      post({ zoom, version: sent.current.version }, [])
      return
    }
    const version = sent.current.version + 1
    sent.current = { version, points }
    const places = packed(points)
    const { longitudes, latitudes, counts } = places
    post({ zoom, version, places }, [longitudes.buffer, latitudes.buffer, counts.buffer])
  }, [points, zoom])

  if (isBroken) throw new Error('The map could not group its places: load the console again.')
  return shown
}
