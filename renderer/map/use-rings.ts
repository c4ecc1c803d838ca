import { useEffect, useRef, useState } from 'react'
import type { Places } from './places.ts'
import type { Answered, Asked } from './ring-worker.ts'
import type { Rings } from './rings.ts'

/** Rings, and the places that they name by index. */
export interface Ringed {
  readonly places: Places
  readonly rings: Rings
  /** that they are made for */
  readonly zoom: number
}

/** The rings of these places at a zoom, made on a thread of its own: until they are there, those before stay. */
export function useRings(places: Places, zoom: number): Ringed | undefined {
  const [shown, setShown] = useState<Ringed>()
  const [isBroken, setIsBroken] = useState(false)
  const worker = useRef<Worker>(undefined)
  const sent = useRef<{ version: number; places: Places | undefined }>({ version: 0, places: undefined })
  const asked = useRef(0)

  useEffect(() => {
    const made = new Worker(new URL('./ring-worker.ts', import.meta.url), { type: 'module' })
    made.addEventListener('message', ({ data }: MessageEvent<Answered>) => {
      const { version, places: grouped } = sent.current
      if (grouped && data.version === version && data.zoom === asked.current)
        setShown({ places: grouped, rings: data.rings, zoom: data.zoom })
    })
    made.addEventListener('error', () => setIsBroken(true))
    worker.current = made
    sent.current = { version: 0, places: undefined }
    return () => made.terminate()
  }, [])

  useEffect(() => {
    const post = (message: Asked, transfer: Transferable[]) => worker.current?.postMessage(message, transfer)
    asked.current = zoom
    if (sent.current.places === places) {
      post({ zoom, version: sent.current.version }, [])
      return
    }
    const version = sent.current.version + 1
    sent.current = { version, places }
    const { longitudes, latitudes, counts } = places
    post({ zoom, version, spots: { longitudes, latitudes, counts } }, [])
  }, [places, zoom])

  if (isBroken) throw new Error('The map could not group its places: load the console again.')
  return shown
}
