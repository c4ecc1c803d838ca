import Fastify, { type FastifyInstance } from 'fastify'
import { contract } from '../contract/index.ts'
import { answerCalls } from './calls.ts'
import { serveConsole } from './console.ts'
import type { EngineThread } from './engine-thread.ts'
import { forward } from './forward.ts'
import { guard } from './guard.ts'
import { answerLogins } from './login.ts'
import type { Sessions } from './session.ts'

const largestBody = 4 * 1024 * 1024

/** The web server in front of an engine: logins, the contract and the console, all of it guarded. */
export async function createApp(
  engine: EngineThread,
  sessions: Sessions,
  allowRemote: boolean,
): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({ bodyLimit: largestBody, forceCloseConnections: true })
  guard(app, sessions, allowRemote)
  app.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const status = error.statusCode ?? 500
    const message = status < 500 ? error.message : 'Vedette failed to answer this request.'
    return reply.code(status).send({ message })
  })
  answerLogins(app, sessions)
  app.get('/health', (_request, reply) => reply.send({ ok: true }))
  answerCalls(app, forward(contract, engine.link))
  await serveConsole(app)
  return app
}
