import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { contentSecurityPolicy } from '../contract/csp.ts'
import type { Sessions } from './session.ts'

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Whether a Host header names this machine (or, when it is served to others, any host): stops DNS rebinding. */
export function isOwnHost(host: string | undefined, allowRemote: boolean): boolean {
  if (host === undefined) return false
  const name = host.replace(/:\d+$/, '').toLowerCase()
  return allowRemote || loopback.has(name)
}

const isOwnOrigin = (request: FastifyRequest): boolean => {
  const { origin, host } = request.headers
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`
}

const needsSession = (url: string): boolean => /^\/(?:rpc|api)(?:\/|$|\?)/.test(url)

/** Checks every request before it is looked at, and puts the security headers on every answer. */
export function guard(app: FastifyInstance, sessions: Sessions, allowRemote: boolean): void {
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    reply.headers({
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    })
    if (!isOwnHost(request.headers.host, allowRemote)) {
      return reply
        .code(421)
        .send({ message: 'This address is not served here: open Vedette by 127.0.0.1 or localhost.' })
    }
    if (!isOwnOrigin(request)) {
      return reply.code(403).send({ message: 'Requests from other sites are not answered.' })
    }
    if (needsSession(request.url) && !sessions.isAllowed(request.headers)) {
      return reply
        .code(401)
        .send({ message: 'Not logged in: open the link that Vedette printed when it started.' })
    }
    return undefined
  })
}
