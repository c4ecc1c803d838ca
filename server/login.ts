import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { plainPage } from './page.ts'
import type { Sessions } from './session.ts'

const Query = z.object({ token: z.string().catch('') })

/** `/login?token=…`, the link that is printed: gives the browser its session, once. */
export function answerLogins(app: FastifyInstance, sessions: Sessions): void {
  app.get('/login', (request, reply) => {
    reply.header('cache-control', 'no-store')
    const cookie = sessions.redeem(Query.parse(request.query).token, request.headers.host)
    if (cookie !== undefined) return reply.header('set-cookie', cookie).redirect('/')
    // The link opened a second time in the browser it already let in.
    if (sessions.access(request.headers) === 'cookie') return reply.redirect('/')
    return reply
      .code(403)
      .type('text/html; charset=utf-8')
      .send(
        plainPage(
          'This link is used up',
          'It was used already or is older than ten minutes: start Vedette again for a new one.',
        ),
      )
  })
}
