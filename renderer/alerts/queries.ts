import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import type { Alert, AlertFilter, TriageState } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { useFollowing } from '../app/following.ts'

const pageLength = 100

type Cursor = { time: number; id: number } | undefined
const firstPage: Cursor = undefined

export interface AlertPages {
  readonly alerts: readonly Alert[]
  readonly total: number
  readonly isExact: boolean
  readonly isLoading: boolean
  readonly error: Error | null
  readonly hasMore: boolean
  /** alerts that came while the list was held still */
  readonly fresh: number
  more(): void
  retry(): void
  showFresh(): void
}

/** The alerts of a filter in some states, newest first, page by page. While `follows` is false new ones are counted, not shown. */
export function useAlertPages(
  filter: AlertFilter,
  states: readonly TriageState[] | undefined,
  follows: boolean,
): AlertPages {
  const queries = useQueryClient()
  const query = useInfiniteQuery(
    orpc.alerts.list.infiniteOptions({
      input: (cursor: Cursor) => ({
        filter,
        limit: pageLength,
        ...(states && { states: [...states] }),
        ...(cursor && { cursor }),
      }),
      initialPageParam: firstPage,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  )
  const { refetch, fetchNextPage } = query
  const { fresh, caughtUp } = useFollowing(follows, refetch, filter)
  const showFresh = useCallback(() => {
    caughtUp()
    void queries.resetQueries({ queryKey: orpc.alerts.list.key({ type: 'infinite' }) })
  }, [caughtUp, queries])

  const { hasNextPage, isFetchingNextPage } = query
  const found = query.data?.pages.reduce((sum, page) => sum + page.alerts.length, 0) ?? 0
  useEffect(() => {
    // A page of a text search looks at a bounded number of alerts and may find few: go on until a page is full.
    if (found < pageLength && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [found, hasNextPage, isFetchingNextPage, fetchNextPage])

  const alerts = useMemo(() => query.data?.pages.flatMap((page) => page.alerts) ?? [], [query.data])
  const first = query.data?.pages[0]
  // Looked through page by page, a text's matches are known as far as they were looked for.
  const isCounted = first?.totalIsExact ?? true
  const occurrences = alerts.reduce((sum, { count }) => sum + count, 0)
  return {
    alerts,
    total: isCounted ? (first?.total ?? 0) : occurrences,
    isExact: isCounted || !query.hasNextPage,
    isLoading: query.isPending || (alerts.length === 0 && query.hasNextPage),
    error: query.error,
    hasMore: query.hasNextPage && !query.isFetchingNextPage,
    fresh,
    more: () => void fetchNextPage(),
    retry: () => void refetch(),
    showFresh,
  }
}
