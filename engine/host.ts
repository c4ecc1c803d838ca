import { ORPCError, onError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { createRouter } from './api/router.ts'
import { Engine } from './engine.ts'
import { BadInput } from './errors.ts'
import { type HostAnswer, HostMessage } from './host-message.ts'
import { loadKeyring } from './sealed-log/key-store.ts'
import { Keyring } from './sealed-log/keyring.ts'

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
