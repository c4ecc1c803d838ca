import type { Random } from './random.ts'
import type { TrafficLogin, TrafficRequest } from './request.ts'
import { anyHost, browsers, hosts, publicAddress, scripts } from './world.ts'

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const noise = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789~!*_.-'
const deepPath = ['a', 'b', 'x', 'tmp', 'old', 'v3', 'internal', 'debug', 'cache', 'private', 'beta']

const percentBytes = (random: Random, count: number): string =>
  Array.from({ length: count }, () => `%${random.int(128, 255).toString(16).toUpperCase()}`).join('')

/** Odd, but of no attack's syntax: what only the model can notice. */
export function behaviouralRequest(random: Random): TrafficRequest | TrafficLogin {
  const ip = publicAddress(random)
  if (random.chance(0.15)) {
    // Credential stuffing: every attempt from another address.
    return {
      ip,
      host: hosts.shop,
      method: 'POST',
      target: '/login',
      status: 401,
      bytes: 312,
      user: `user${random.int(1, 99_999)}@example.org`,
      userAgent: random.pick(scripts),
    }
  }
  const target = random.pick([
    () => `/${random.text(random.int(60, 180), noise)}`,
    () => `/search?q=${percentBytes(random, random.int(40, 160))}`,
    () => `/api/items?data=${encodeURIComponent(random.text(random.int(400, 2_400), base64))}`,
    () =>
      `/?${Array.from({ length: random.int(25, 70) }, () => `${random.text(random.int(1, 6))}=${random.text(random.int(1, 30), noise)}`).join('&')}`,
    () => `/${Array.from({ length: random.int(12, 30) }, () => random.pick(deepPath)).join('/')}`,
    () => `/view?x=${'A'.repeat(random.int(300, 1_800))}`,
    () =>
      `/api/config?__proto[${random.text(5)}]=${random.text(12, noise)}&constructor.proto.${random.text(4)}=${random.text(20, noise)}&${random.text(30, noise)}=${percentBytes(random, 20)}`,
    () => `/p?k=${random.text(200, '0123456789')}&${random.text(80, noise)}`,
  ])()
  return {
    ip,
    host: anyHost(random),
    method: random.pick(['GET', 'GET', 'POST', 'PUT']),
    target,
    status: random.pick([200, 400, 404, 414, 500, 403]),
    bytes: random.int(0, 900),
    userAgent: random.chance(0.5) ? random.pick(scripts) : random.pick(browsers),
  }
}
