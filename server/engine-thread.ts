import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { type ClientLink, createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../contract/index.ts'
import { BadInput } from '../engine/errors.ts'
import { HostAnswer, type HostMessage } from '../engine/host-message.ts'

export interface EngineThreadOptions {
  readonly dataDir: string
  readonly keyFile?: string | undefined
  readonly onProgress?: ((step: string) => void) | undefined
}

/** The engine on its own thread, and the ways to reach it. */
export interface EngineThread {
  readonly link: ClientLink<Record<never, never>>
  readonly client: ContractRouterClient<Contract>
  /** resolves once the thread has ended: with the reason where nobody asked it to */
  readonly ended: Promise<string | undefined>
  close(): Promise<void>
}

/**
 * V8 grows a heap by what the machine has, not by what is needed: most of it would be garbage. After 100,000 lines the
 * engine holds about 50 MB; the rest is room for full windows and for lines of many megabytes.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 512 }

/** Starts the engine's thread and waits until it is open. @throws one sentence; BadInput where what was given is at fault */
export async function startEngineThread(options: EngineThreadOptions): Promise<EngineThread> {
  const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), {
    name: 'engine',
    resourceLimits,
  })
  const { port1, port2 } = new MessageChannel()
  let isClosing = false
  const ended = new Promise<string | undefined>((resolve) => {
    worker.once('error', (error) => resolve(error instanceof Error ? error.message : String(error)))
    worker.once('exit', (code) => resolve(isClosing ? undefined : `its thread ended with code ${code}`))
  })
  const opened = new Promise<HostAnswer>((resolve) => {
    worker.on('message', (data: unknown) => {
      const answer = HostAnswer.parse(data)
      if (answer.kind === 'progress') options.onProgress?.(answer.step)
      // The last port keeps the thread alive; by now the streams over it have ended.
      else if (answer.kind === 'closed') port2.close()
      else resolve(answer)
    })
  })
  const tell = (message: HostMessage, port?: MessagePort): void =>
    worker.postMessage({ message, port }, port ? [port] : [])

  tell({ kind: 'open', dataDir: options.dataDir, keyFile: options.keyFile })
  tell({ kind: 'connect' }, port1)
  const answer = await Promise.race([opened, ended])
  if (typeof answer !== 'object' || answer.kind !== 'ready') {
    isClosing = true
    await worker.terminate()
    throw reasonNotOpened(answer)
  }
  port2.start()
  const link = new RPCLink({ port: port2 })
  return {
    link,
    client: createORPCClient(link),
    ended,
    async close() {
      isClosing = true
      tell({ kind: 'close' })
      await ended
    },
  }
}

function reasonNotOpened(answer: HostAnswer | string | undefined): Error {
  if (typeof answer === 'object' && answer.kind === 'failed') {
    return answer.isBadInput ? new BadInput(answer.sentence) : new Error(answer.sentence)
  }
  return new Error(`The engine did not start (${typeof answer === 'string' ? answer : 'no reason given'}).`)
}
