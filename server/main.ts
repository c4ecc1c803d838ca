import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import { OpenAPIHandler } from '@orpc/openapi/fastify'
import { RPCHandler } from '@orpc/server/fastify'
import Fastify, { type FastifyInstance } from 'fastify'
import { createRouter, Engine } from '../engine/index.ts'
import { defaultDataDir, defaultKeyFile, loadKeyring } from '../engine/sealed-log/key-store.ts'
import { guard } from './guard.ts'
import { openApiDocument } from './openapi.ts'
import { Sessions } from './session.ts'

export const builtConsole = fileURLToPath(new URL('../dist/renderer', import.meta.url))
export const defaultPort = 7700

export interface ServeOptions {
  readonly dataDir?: string | undefined
  readonly keyFile?: string | undefined
  readonly port?: number | undefined
  readonly host?: string | undefined
  /** serve to other machines too; without it only loopback addresses are taken */
  readonly allowRemote?: boolean | undefined
  readonly onProgress?: (step: string) => void
}

export interface Served {
  readonly url: string
  /** opens the console once, within ten minutes */
  readonly loginUrl: string
  readonly engine: Engine
  close(): Promise<void>
}

const largestBody = 4 * 1024 * 1024

/** Starts the engine and serves console and API over HTTP. @throws one sentence where it cannot */
export async function serve(options: ServeOptions = {}): Promise<Served> {
  const { host = '127.0.0.1', port = defaultPort, allowRemote = false } = options
  if (!allowRemote && !['127.0.0.1', 'localhost', '::1'].includes(host)) {
    throw new Error(
      `Vedette does not listen on ${host} by itself: it would be open to other machines; add --allow-remote if you mean it.`,
    )
  }
  const keyring = loadKeyring({ keyFile: options.keyFile, create: true })
  const engine = await Engine.open({
    dataDir: options.dataDir ?? defaultDataDir(),
    keyring,
    ...(options.onProgress && { onProgress: options.onProgress }),
  })
  const app = Fastify({ bodyLimit: largestBody, forceCloseConnections: true })
  const sessions = new Sessions(join(dirname(options.keyFile ?? defaultKeyFile()), 'api-token'))
  guard(app, sessions, allowRemote)
  answerLogins(app, sessions)
  answerCalls(app, engine)
  await serveConsole(app)
  try {
    await app.listen({ host, port })
  } catch (error) {
    await app.close()
    await engine.close()
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    throw isTaken
      ? new Error(
          `Port ${port} is taken: another Vedette may be running; stop it or choose another with --port.`,
        )
      : error
  }
  const bound = app.server.address()
  const listening = typeof bound === 'object' && bound ? bound.port : port
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${listening}`
  return {
    url,
    loginUrl: `${url}/login?token=${sessions.newLogin()}`,
    engine,
    async close() {
      // The live streams hold their connections: the engine ends them first.
      engine.live.close()
      await app.close()
      await engine.close()
    },
  }
}

function answerLogins(app: FastifyInstance, sessions: Sessions): void {
  app.get<{ Querystring: { token?: string } }>('/login', (request, reply) => {
    const cookie = sessions.redeem(String(request.query.token ?? ''))
    if (cookie === undefined) {
      return reply
        .code(403)
        .type('text/plain; charset=utf-8')
        .send('This link was used already or is too old: start Vedette again for a new one.')
    }
    return reply.header('set-cookie', cookie).redirect('/')
  })
  app.get('/health', (_request, reply) => reply.send({ ok: true }))
}

function answerCalls(app: FastifyInstance, engine: Engine): void {
  const router = createRouter(engine)
  const rpc = new RPCHandler(router)
  const api = new OpenAPIHandler(router)
  // oRPC reads bodies itself.
  app.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined))
  app.removeContentTypeParser('application/json')
  app.all('/rpc/*', async (request, reply) => {
    const { matched } = await rpc.handle(request, reply, { prefix: '/rpc', context: {} })
    if (!matched) await reply.code(404).send({ message: `There is no procedure ${request.url}.` })
  })
  app.get('/api/openapi.json', () => openApiDocument())
  app.all('/api/*', async (request, reply) => {
    const { matched } = await api.handle(request, reply, { prefix: '/api', context: {} })
    if (!matched)
      await reply.code(404).send({ message: `There is no ${request.url}: see /api/openapi.json.` })
  })
}

async function serveConsole(app: FastifyInstance): Promise<void> {
  if (!existsSync(builtConsole)) {
    app.get('/', (_request, reply) =>
      reply.code(503).send('The console is not built yet: run `npm run build`.'),
    )
    return
  }
  await app.register(fastifyStatic, {
    root: builtConsole,
    setHeaders: (reply, path) => {
      reply.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
  // The console's own addresses (/alerts/17) are all its one page.
  app.setNotFoundHandler((request, reply) =>
    request.method === 'GET' && !/\.\w{1,5}(?:\?|$)/.test(request.url)
      ? reply.sendFile('index.html')
      : reply.code(404).send({ message: `There is nothing at ${request.url}.` }),
  )
}
