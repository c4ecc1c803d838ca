/** The engine's own process: opens when it is told the key, then serves the contract on every port it is given. */
import { RPCHandler } from '@orpc/server/message-port'
import { z } from 'zod'
import { createRouter, Engine } from '../engine/index.ts'
import { Keyring } from '../engine/sealed-log/keyring.ts'

export const EngineMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), dataDir: z.string(), keys: z.array(z.string()).min(1) }),
  z.object({ kind: z.literal('connect') }),
  z.object({ kind: z.literal('close') }),
])
export type EngineMessage = z.infer<typeof EngineMessage>

let engine: Promise<Engine> | undefined

process.parentPort.on('message', (event) => {
  const message = EngineMessage.parse(event.data)
  if (message.kind === 'open') {
    engine = Engine.open({ dataDir: message.dataDir, keyring: new Keyring(message.keys) })
    engine.then(
      () => process.parentPort.postMessage({ kind: 'ready' }),
      (error: unknown) => {
        process.parentPort.postMessage({
          kind: 'failed',
          sentence: error instanceof Error ? error.message : String(error),
        })
      },
    )
  } else if (message.kind === 'connect') {
    const [port] = event.ports
    if (!port || !engine) return
    void engine.then((opened) => {
      new RPCHandler(createRouter(opened)).upgrade(port)
      port.start()
    })
  } else {
    void Promise.resolve(engine?.then((opened) => opened.close())).finally(() => process.exit(0))
  }
})
