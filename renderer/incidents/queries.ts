import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import {
  type AlertFilter,
  type Incident,
  type IncidentCursor,
  type TriageState,
  triageStates,
} from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { useFollowing } from '../app/following.ts'
import type { Shown } from './shown.ts'

const pageLength = 100

const firstPage: IncidentCursor | undefined = undefined

/** How many there are; at least so many where it is not exact. */
export interface Count {
  readonly count: number
  readonly isExact: boolean
}

export interface IncidentPages {
  readonly incidents: readonly Incident[]
  readonly counts: Readonly<Record<TriageState | 'all', Count>>
  readonly isLoading: boolean
  readonly error: Error | null
  readonly hasMore: boolean
  /** alerts that came while the list was held still */
  readonly fresh: number
  more(): void
  retry(): void
  showFresh(): void
}

const cursorOf = (cursor: IncidentCursor | undefined) => (cursor ? { cursor } : {})

/** The incidents of a filter in a state, page by page. While `follows` is false, what comes is counted, not shown. */
export function useIncidentPages(
  filter: AlertFilter,
  { state, sort }: Shown,
  follows: boolean,
): IncidentPages {
  const queries = useQueryClient()
  const states = state === 'all' ? [] : [state]
  const query = useInfiniteQuery(
    orpc.incidents.list.infiniteOptions({
      input: (cursor: IncidentCursor | undefined) => ({
        filter,
        states,
        sort,
        limit: pageLength,
        ...cursorOf(cursor),
      }),
      initialPageParam: firstPage,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  )
  // Counts of all states want a query for all states: where only the alerts know, a page counts what it found.
  const { data: counted } = useQuery(
    orpc.incidents.list.queryOptions({ input: { filter, limit: pageLength } }),
  )
  const { refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = query
  const { fresh, caughtUp } = useFollowing(follows, refetch, filter)
  const showFresh = useCallback(() => {
    caughtUp()
    void queries.resetQueries({ queryKey: orpc.incidents.list.key({ type: 'infinite' }) })
  }, [caughtUp, queries])

  const incidents = useMemo(() => {
    const all = query.data?.pages.flatMap((page) => page.incidents) ?? []
    // Each once, though it may have moved down while a page was read; and out of sight as it is decided on.
    const each = new Map(all.map((incident) => [incident.id, incident]))
    return [...each.values()].filter(({ triage }) => state === 'all' || triage.state === state)
  }, [query.data, state])
  const found = incidents.length
  useEffect(() => {
    // A page looks at a bounded number of incidents and may find few: go on until a page is full.
    if (found < pageLength && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [found, hasNextPage, isFetchingNextPage, fetchNextPage])

  const countOf = (one: TriageState | 'all'): Count => {
    const of = (name: TriageState) => counted?.byState[name] ?? 0
    const count = one === 'all' ? triageStates.reduce((sum, name) => sum + of(name), 0) : of(one)
    if (counted?.totalIsExact !== false) return { count, isExact: true }
    if (one !== state) return { count, isExact: false }
    return { count: hasNextPage ? Math.max(count, found) : found, isExact: !hasNextPage }
  }
  return {
    incidents,
    counts: {
      new: countOf('new'),
      acknowledged: countOf('acknowledged'),
      resolved: countOf('resolved'),
      all: countOf('all'),
    },
    isLoading: query.isPending || (found === 0 && hasNextPage),
    error: query.error,
    hasMore: hasNextPage && !isFetchingNextPage,
    fresh,
    more: () => void fetchNextPage(),
    retry: () => void refetch(),
    showFresh,
  }
}
