import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { EngineStatus } from '../../contract/index.ts'
import { refreshTriage } from '../triage/cache.ts'
import { client, orpc } from './client.ts'

export interface LiveState {
  readonly connected: boolean
  readonly loggedOut: boolean
  readonly status: EngineStatus | undefined
  /** alerts told of since the console was opened */
  readonly received: number
  /** messages of triage since then, of this console and of others */
  readonly decided: number
}

const LiveContext = createContext<LiveState>({
  connected: true,
  loggedOut: false,
  status: undefined,
  received: 0,
  decided: 0,
})
export const useLive = (): LiveState => useContext(LiveContext)

const refreshEveryMs = 1_000
const reconnectMs = 2_000

const isLoggedOut = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'status' in error && error.status === 401

/** Follows the engine's live stream: keeps the status and refreshes what is on screen, at most once a second. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [live, setLive] = useState<LiveState>({
    connected: true,
    loggedOut: false,
    status: undefined,
    received: 0,
    decided: 0,
  })

  useEffect(() => {
    const stop = new AbortController()
    let isStale = false
    const timer = setInterval(() => {
      if (!isStale || document.hidden) return
      isStale = false
      for (const key of [
        orpc.overview.key(),
        orpc.map.key(),
        orpc.sources.list.key(),
        orpc.incidents.list.key({ type: 'query' }),
        orpc.incidents.get.key(),
        orpc.incidents.ofAlert.key(),
      ]) {
        void queries.invalidateQueries({ queryKey: key })
      }
    }, refreshEveryMs)

    async function follow(): Promise<void> {
      while (!stop.signal.aborted) {
        try {
          for await (const message of await client.live(undefined, { signal: stop.signal })) {
            isStale = true
            if (message.kind === 'triage') void refreshTriage(queries, message.ids)
            setLive((before) => ({
              connected: true,
              loggedOut: false,
              status: message.kind === 'status' ? message.status : before.status,
              received: before.received + (message.kind === 'alerts' ? message.count : 0),
              decided: before.decided + (message.kind === 'triage' ? 1 : 0),
            }))
          }
        } catch (error) {
          if (stop.signal.aborted) return
          setLive((before) => ({ ...before, connected: false, loggedOut: isLoggedOut(error) }))
        }
        await new Promise((resolve) => setTimeout(resolve, reconnectMs))
      }
    }
    void follow()
    return () => {
      stop.abort()
      clearInterval(timer)
    }
  }, [queries])

  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>
}
