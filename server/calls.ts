import { OpenAPIHandler } from '@orpc/openapi/fastify'
import type { AnyRouter } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fastify'
import type { FastifyInstance } from 'fastify'
import { openApiDocument } from './openapi.ts'

/** Serves the contract: `/rpc` to the console, `/api` to scripts. Bodies are JSON, read and bounded by Fastify. */
export function answerCalls(app: FastifyInstance, router: AnyRouter): void {
  const rpc = new RPCHandler(router)
  const api = new OpenAPIHandler(router)
  app.removeContentTypeParser('text/plain')
  app.all('/rpc/*', async (request, reply) => {
    const { matched } = await rpc.handle(request, reply, { prefix: '/rpc', context: {} })
    if (!matched) await reply.code(404).send({ message: 'There is no such procedure.' })
  })
  app.get('/api/openapi.json', () => openApiDocument())
  app.all('/api/*', async (request, reply) => {
    const { matched } = await api.handle(request, reply, { prefix: '/api', context: {} })
    if (!matched) {
      await reply
        .code(404)
        .send({ message: 'There is no such call: see /api/openapi.json for those there are.' })
    }
  })
}
