import { flushCompileCache } from 'node:module'
import { dirname, join } from 'node:path'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../contract/index.ts'
import { BadInput } from '../engine/errors.ts'
import { defaultDataDir, defaultKeyFile } from '../engine/sealed-log/key-store.ts'
import { startEngineThread } from './engine-thread.ts'
import { Sessions } from './session.ts'

export const defaultPort = 7700

export interface ServeOptions {
  readonly dataDir?: string | undefined
  readonly keyFile?: string | undefined
  readonly port?: number | undefined
  readonly host?: string | undefined
  /** serve to other machines too; without it only loopback addresses are taken */
  readonly allowRemote?: boolean | undefined
  /** told what is being done until all is ready, one step a call */
  readonly onProgress?: (step: string) => void
}

export interface Served {
  readonly url: string
  /** opens the console once, within ten minutes */
  readonly loginUrl: string
  /** the engine, by the same contract as every other caller */
  readonly engine: ContractRouterClient<Contract>
  /** Ends the live streams, closes the engine, then stops listening. */
  close(): Promise<void>
}

/** Starts the engine and serves console and API over HTTP. @throws one sentence where it cannot */
export async function serve(options: ServeOptions = {}): Promise<Served> {
  const { host = '127.0.0.1', port = defaultPort, allowRemote = false, keyFile } = options
  if (!allowRemote && !['127.0.0.1', 'localhost', '::1'].includes(host)) {
    throw new BadInput(
      `Vedette does not listen on ${host} by itself: it would be open to other machines; add --allow-remote if you mean it.`,
    )
  }
  const sessions = new Sessions(join(dirname(keyFile ?? defaultKeyFile()), 'api-token'))
  const dataDir = options.dataDir ?? defaultDataDir()
  const starting = startEngineThread({ dataDir, keyFile, onProgress: options.onProgress })
  // Loaded here, while the engine's thread loads and opens what it needs.
  const [engine, { createApp }] = await Promise.all([starting, import('./app.ts')])
  const app = await createApp(engine, sessions, allowRemote)
  try {
    await app.listen({ host, port })
  } catch (error) {
    await app.close()
    await engine.close()
    throw reasonNotListening(error, host, port)
  }
  flushCompileCache()
  const bound = app.server.address()
  const listening = typeof bound === 'object' && bound ? bound.port : port
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${listening}`
  const close = async () => {
    await engine.close()
    await app.close()
  }
  void engine.ended.then(async (reason) => {
    if (reason === undefined) return
    // Nothing is lost: what was not read yet lies in the sealed log.
    console.error(`Vedette: the engine stopped by itself (${reason}). Start Vedette again.`)
    process.exitCode = 1
    await app.close()
  })
  return {
    url,
    loginUrl: `${url}/login?token=${sessions.newLogin()}`,
    engine: engine.client,
    close,
  }
}

function reasonNotListening(error: unknown, host: string, port: number): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const reasons = new Map<unknown, string>([
    [
      'EADDRINUSE',
      `Port ${port} is taken: another Vedette may be running; stop it or choose another with --port (VEDETTE_PORT for npm start).`,
    ],
    ['EACCES', `This account may not listen on port ${port}: choose one above 1023 with --port.`],
    ['EADDRNOTAVAIL', `${host} is not an address of this machine: choose one that is with --host.`],
  ])
  const reason = reasons.get(code)
  return reason === undefined && error instanceof Error ? error : new Error(reason ?? String(error))
}
