import type { AlertFilter } from '../../contract/index.ts'
import { hostPort } from '../app/connection.ts'
import type { FromThreatWorker, ToThreatWorker } from './threat-worker.ts'
import type { Threats } from './threats.ts'

type Ask = (filter: AlertFilter, signal: AbortSignal) => Promise<Threats>

async function start(): Promise<Ask> {
  const port = await hostPort()
  const worker = new Worker(new URL('./threat-worker.ts', import.meta.url), { type: 'module' })
  const post = (message: ToThreatWorker, transfer: Transferable[] = []) =>
    worker.postMessage(message, transfer)
  const waiting = new Map<number, PromiseWithResolvers<Threats>>()
  let last = 0
  worker.addEventListener('message', ({ data }: MessageEvent<FromThreatWorker>) => {
    const waiter = waiting.get(data.id)
    waiting.delete(data.id)
    if ('threats' in data) waiter?.resolve(data.threats)
    else waiter?.reject(new Error(data.failed))
  })
  worker.addEventListener('error', () => {
    started = undefined
    worker.terminate()
    for (const { reject } of waiting.values())
      reject(new Error('The map could not be read: load the console again.'))
  })
  post(port ? { kind: 'connect', port } : { kind: 'connect' }, port ? [port] : [])
  return (filter, signal) => {
    const id = ++last
    const waiter = Promise.withResolvers<Threats>()
    waiting.set(id, waiter)
    signal.addEventListener('abort', () => {
      if (!waiting.delete(id)) return
      post({ kind: 'drop', id })
      waiter.reject(signal.reason)
    })
    post({ kind: 'ask', id, filter })
    return waiter.promise
  }
}

let started: Promise<Ask> | undefined

/** The map of a filter, asked for and made columns of by a worker, which lives as long as the page. */
export const askThreats: Ask = async (filter, signal) => {
  started ??= start()
  return (await started)(filter, signal)
}
