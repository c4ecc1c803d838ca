import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { expect, it } from 'vitest'
import type { Contract } from '../../contract/index.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { newDir } from '../engine/start-engine.ts'

it('the engine process serves the contract over a port once it has its key', async () => {
  const parent = Object.assign(new EventEmitter(), {
    said: [] as unknown[],
    postMessage: (message: unknown) => void parent.said.push(message),
  })
  Object.assign(process, { parentPort: parent })
  await import('../../electron/engine-process.ts')
  const tell = (data: object, ports: MessagePort[] = []) => parent.emit('message', { data, ports })
  tell({ kind: 'open', dataDir: newDir(), keys: [generateKey()] })
  const { port1, port2 } = new MessageChannel()
  tell({ kind: 'connect' }, [port1])
  port2.start()
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: port2 }))
  expect((await client.status()).counters.linesRead).toBe(0)
  for await (const message of await client.live()) {
    expect(message.kind).toBe('status')
    break
  }
  expect(parent.said).toEqual([{ kind: 'ready' }])
  port2.close()
  expect(() => tell({ kind: 'nonsense' })).toThrow()
})
