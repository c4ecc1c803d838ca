import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { plainPage } from './page.ts'

const builtConsole = fileURLToPath(new URL('../dist/renderer', import.meta.url))

/** Serves the built console; its own addresses (/alerts/17) are all its one page. */
export async function serveConsole(app: FastifyInstance): Promise<void> {
  if (!existsSync(builtConsole)) {
    app.get('/', (_request, reply) =>
      reply
        .code(503)
        .type('text/html; charset=utf-8')
        .send(plainPage('The console is not built yet', 'Run `npm run build`, then start Vedette again.')),
    )
    return
  }
  await app.register(fastifyStatic, {
    root: builtConsole,
    setHeaders: (reply, path) => {
      const isNamedByContent = /[\\/]assets[\\/]/.test(path)
      reply.header('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  // A page's address may end like a file's (/actor/address/192.0.2.1): who opens a page says so, who loads a part does not.
  app.setNotFoundHandler((request, reply) =>
    request.method === 'GET' && request.headers.accept?.includes('text/html') === true
      ? reply.sendFile('index.html')
      : reply.code(404).send({ message: 'There is nothing at this address.' }),
  )
}
