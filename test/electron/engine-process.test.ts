import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Contract } from '../../contract/index.ts'
import { EngineProcess } from '../../electron/engine.ts'
import { lockFolder } from '../../engine/folder-lock.ts'
import { generateKey } from '../../engine/sealed-log/fernet.ts'
import { newDir, until } from '../engine/start-engine.ts'
import { asked } from './electron-stand-in.ts'

vi.mock('electron', () => import('./electron-stand-in.ts'))

describe('the engine’s process', () => {
  it('serves the contract over a port once it has its key, also to calls that came before', async () => {
    const said: unknown[] = []
    const parent = Object.assign(new EventEmitter(), {
      postMessage: (answer: unknown) => void said.push(answer),
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
    expect(said).toContainEqual({ kind: 'ready' })
    port2.close()
  })
})

describe('when it ends by itself', () => {
  const failures: string[] = []
  let restarts = 0
  const start = (key: string, dataDir = newDir()) =>
    new EngineProcess({
      entry: 'engine-process.mjs',
      open: { kind: 'open', dataDir, keys: [key] },
      onFailed: (sentence) => void failures.push(sentence),
      onRestarted: () => void restarts++,
    })
  afterEach(() => {
    vi.useRealTimers()
    failures.length = 0
    restarts = 0
  })

  it('after a while, a new one is started and the window asks it for a port', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const engine = start(generateKey())
    vi.setSystemTime(Date.now() + 60_000)
    await asked.forks.at(-1)?.crash(139)
    expect([restarts, failures]).toEqual([1, []])
    const port = engine.connect()
    port.start()
    const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port }))
    expect((await client.status()).problems).toEqual([])
    port.close()
    await engine.close()
  })
  it('right after its start, that is said instead of starting it for ever', async () => {
    const forks = asked.forks.length
    start(generateKey())
    await asked.forks.at(-1)?.crash(1)
    expect(asked.forks).toHaveLength(forks + 1)
    expect(failures).toEqual([expect.stringContaining('What was sealed is safe')])
  })
  it('because its key is none, the reason is said once', async () => {
    start('not a key')
    await until(() => failures.length > 0, 'the reason is said')
    expect(failures).toEqual([expect.stringMatching(/key/)])
    expect(restarts).toBe(0)
  })
  it('because another Vedette uses its folder, that is said', async () => {
    const dataDir = newDir()
    const unlock = lockFolder(dataDir)
    start(generateKey(), dataDir)
    await until(() => failures.length > 0, 'the reason is said')
    unlock()
    expect(failures).toEqual([expect.stringMatching(/^Another Vedette is using the data folder/)])
  })
})
