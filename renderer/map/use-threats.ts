import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { AlertFilter } from '../../contract/index.ts'
import { useLive } from '../app/live.tsx'
import { askThreats } from './ask-threats.ts'
import { isSameMap, type Threats } from './threats.ts'

const leastMs = 1_000
/** Of the time, the map takes at most one part in so many for its news. */
const share = 8

/** How the map of a filter is asked for; an answer that says the same as the one before is that one. */
export const mapOf = (filter: AlertFilter, onTook?: (ms: number) => void) => ({
  queryKey: ['threats', filter],
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const start = performance.now()
    const threats = await askThreats(filter, signal)
    onTook?.(performance.now() - start)
    return threats
  },
  structuralSharing: keptIfSame,
  gcTime: 60_000,
})

function keptIfSame(before: unknown, after: unknown): unknown {
  return isMap(before) && isMap(after) && isSameMap(before, after) ? before : after
}

/** Looks at the outside only: what is inside our own worker made. */
const isMap = (value: unknown): value is Threats =>
  typeof value === 'object' && value !== null && 'places' in value && 'notOnMap' in value

/** The map of a filter, kept up with what comes in: once a second, seldomer where an answer takes long, never while nobody looks. */
export function useThreats(filter: AlertFilter) {
  const live = useLive()
  const took = useRef(0)
  const query = useQuery(
    mapOf(filter, (ms) => {
      took.current = ms
    }),
  )
  const { dataUpdatedAt, refetch } = query
  useEffect(() => {
    // Every message of the engine may be news.
    if (live.status === undefined) return
    const due = dataUpdatedAt + Math.max(leastMs, share * took.current)
    const timer = setTimeout(() => !document.hidden && void refetch(), Math.max(0, due - Date.now()))
    return () => clearTimeout(timer)
  }, [live, dataUpdatedAt, refetch])
  return query
}
