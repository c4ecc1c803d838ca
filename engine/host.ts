import { ORPCError, onError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { z } from 'zod'
import { createRouter } from './api/router.ts'
import { Engine } from './engine.ts'
import { BadInput } from './errors.ts'
import { loadKeyring } from './sealed-log/key-store.ts'
import { Keyring } from './sealed-log/keyring.ts'

/** What a host tells an engine that runs on a thread or in a process of its own. */
export const HostMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('open'),
    dataDir: z.string(),
    /** keys from the OS's keychain; without them the key file (or VEDETTE_KEY) of a headless host is read */
    keys: z.array(z.string()).min(1).optional(),
    keyFile: z.string().optional(),
  }),
  /** comes with a port, on which the contract is served from then on */
  z.object({ kind: z.literal('connect') }),
  z.object({ kind: z.literal('close') }),
])
export type HostMessage = z.infer<typeof HostMessage>

/** What the engine answers its host. */
export const HostAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), step: z.string() }),
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('failed'), sentence: z.string(), isBadInput: z.boolean() }),
  z.object({ kind: z.literal('closed') }),
])
export type HostAnswer = z.infer<typeof HostAnswer>

type ContractPort = Parameters<RPCHandler<Record<never, never>>['upgrade']>[0] & { start(): void }

/** Callers are told of a fault without its details: those are for who runs the host. */
function report(error: unknown): void {
  if (error instanceof ORPCError && error.status < 500) return
  const cause = error instanceof Error ? error.message : String(error)
  console.error(`Vedette: the engine failed to answer a call (${cause}).`)
}

/**
 * Runs an engine as its host tells: opens it, serves the contract on every port it is given (calls that come while it
 * opens wait for it), closes it. The result takes the host's messages.
 */
export function hostEngine(
  answer: (answer: HostAnswer) => void,
): (message: unknown, port?: ContractPort) => Promise<void> {
  /** the engine once it is open; undefined where it failed to, which the host was told then */
  let opening: Promise<Engine | undefined> = Promise.resolve(undefined)

  async function open({
    dataDir,
    keys,
    keyFile,
  }: HostMessage & { kind: 'open' }): Promise<Engine | undefined> {
    try {
      const keyring = keys ? new Keyring(keys) : loadKeyring({ keyFile, create: true })
      const onProgress = (step: string) => answer({ kind: 'progress', step })
      const engine = await Engine.open({ dataDir, keyring, onProgress })
      answer({ kind: 'ready' })
      return engine
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error)
      answer({ kind: 'failed', sentence, isBadInput: error instanceof BadInput })
      return undefined
    }
  }

  return async (given, port) => {
    const message = HostMessage.parse(given)
    if (message.kind === 'open') {
      opening = open(message)
      return
    }
    const engine = await opening
    if (message.kind === 'close') {
      await engine?.close()
      answer({ kind: 'closed' })
    } else if (engine && port) {
      new RPCHandler(createRouter(engine), { interceptors: [onError(report)] }).upgrade(port)
      port.start()
    }
  }
}
