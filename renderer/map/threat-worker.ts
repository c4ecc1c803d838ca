/**
 * Asks the engine for the map on a thread of its own: an answer of 50,000 places is many megabytes to read and to make
 * objects of. The page gets columns of numbers, handed over without a copy.
 */
import type { AlertFilter } from '../../contract/index.ts'
import { type Client, clientOver } from '../app/connection.ts'
import { buffersOf } from './places.ts'
import { type Threats, threatsOf } from './threats.ts'

export type ToThreatWorker =
  /** comes first: the way to the engine, on the desktop a port */
  | { readonly kind: 'connect'; readonly port?: MessagePort }
  | { readonly kind: 'ask'; readonly id: number; readonly filter: AlertFilter }
  /** nobody waits for it any more */
  | { readonly kind: 'drop'; readonly id: number }

export type FromThreatWorker =
  | { readonly id: number; readonly threats: Threats }
  /** why there is no answer, in one sentence */
  | { readonly id: number; readonly failed: string }

let client: Client | undefined
const asked = new Map<number, AbortController>()

async function answer(id: number, filter: AlertFilter): Promise<void> {
  const stop = new AbortController()
  asked.set(id, stop)
  try {
    if (!client) throw new Error('The map has no way to the engine: load the console again.')
    const threats = threatsOf(await client.map(filter, { signal: stop.signal }))
    const told: FromThreatWorker = { id, threats }
    if (!stop.signal.aborted) self.postMessage(told, { transfer: buffersOf(threats.places) })
  } catch (error) {
    const told: FromThreatWorker = { id, failed: error instanceof Error ? error.message : String(error) }
    if (!stop.signal.aborted) self.postMessage(told)
  } finally {
    asked.delete(id)
  }
}

self.addEventListener('message', ({ data }: MessageEvent<ToThreatWorker>) => {
  if (data.kind === 'connect') client = clientOver(data.port)
  else if (data.kind === 'ask') void answer(data.id, data.filter)
  else asked.get(data.id)?.abort()
})
