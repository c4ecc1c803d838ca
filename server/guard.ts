import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { contentSecurityPolicy } from '../contract/csp.ts'
import { plainPage } from './page.ts'
import type { Sessions } from './session.ts'

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
} as const

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Whether a Host header names this machine (or, when it is served to others, any host): stops DNS rebinding. Its port
 * is free, so that the console can be reached through a tunnel.
 */
export function isOwnHost(host: string | undefined, allowRemote: boolean): boolean {
  if (host === undefined) return false
  const name = host.replace(/:\d+$/, '').toLowerCase()
  return allowRemote || loopback.has(name)
}

/** Browsers say where a request comes from: by Origin, and by Sec-Fetch-Site where there is no Origin. */
function isFromElsewhere({ headers }: FastifyRequest): boolean {
  const { origin, host } = headers
  if (origin !== undefined) return origin !== `http://${host}` && origin !== `https://${host}`
  const site = headers['sec-fetch-site']
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

const isCall = (url: string): boolean => /^\/(?:rpc|api)(?:\/|$|\?)/.test(url)
/** A page of the console, in contrast to a file of it (which tells nothing) and the login itself. */
const isPage = ({ url, headers }: FastifyRequest): boolean => {
  const path = url.split('?')[0] ?? ''
  if (path === '/login' || path === '/health') return false
  // The page of an address ends like a file.
  return !/\.\w{1,5}$/.test(path) || headers.accept?.includes('text/html') === true
}
const isReading = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD'

/** Checks every request before it is looked at, and puts the security headers on every answer. */
export function guard(app: FastifyInstance, sessions: Sessions, allowRemote: boolean): void {
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    reply.headers(headers)
    const refuse = (status: number, message: string) => reply.code(status).send({ message })
    if (!isOwnHost(request.headers.host, allowRemote)) {
      return refuse(421, 'This address is not served here: open Vedette by 127.0.0.1 or localhost.')
    }
    // Links from elsewhere may lead to the console; calls and changes from elsewhere are nobody's wish.
    if ((isCall(request.url) || !isReading(request)) && isFromElsewhere(request)) {
      return refuse(403, 'Requests from other sites are not answered.')
    }
    const access = sessions.access(request.headers)
    if (isCall(request.url)) {
      if (access === undefined) {
        return refuse(401, 'Not logged in: open the link that Vedette printed when it started.')
      }
      if (access === 'cookie' && !isReading(request) && request.headers.origin === undefined) {
        return refuse(403, 'A change needs an Origin header or the token for scripts.')
      }
      reply.header('cache-control', 'no-store')
    } else if (access === undefined && isPage(request)) {
      return reply
        .code(401)
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(
          plainPage(
            'Not logged in',
            'Open the link that Vedette printed when it started. It works once and for ten minutes; to get a new one, start Vedette again.',
          ),
        )
    }
    return undefined
  })
}
