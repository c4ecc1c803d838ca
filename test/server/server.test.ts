import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Contract } from '../../contract/index.ts'
import { type Served, serve } from '../../server/main.ts'
import { newDir } from '../engine/start-engine.ts'

const dir = newDir()
let served: Served
let cookie = ''

beforeAll(async () => {
  served = await serve({ dataDir: join(dir, 'data'), keyFile: join(dir, 'config/key'), port: 0 })
  const login = await fetch(served.loginUrl, { redirect: 'manual' })
  cookie = login.headers.get('set-cookie') ?? ''
})
afterAll(() => served.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(served.url + path, { headers, redirect: 'manual' })

describe('the login link', () => {
  it('works once and gives a cookie that scripts and other sites cannot use', async () => {
    expect(cookie).toMatch(/^vedette_session=\S+; HttpOnly; SameSite=Strict; Path=\/$/)
    expect((await fetch(served.loginUrl, { redirect: 'manual' })).status).toBe(403)
    expect((await get('/login?token=wrong')).status).toBe(403)
  })
})

describe('without a session', () => {
  it.each(['/rpc/status', '/api/status', '/api/openapi.json'])(
    '%s answers 401 in one sentence',
    async (path) => {
      const response = await get(path)
      expect(response.status).toBe(401)
      expect(await response.json()).toEqual({
        message: 'Not logged in: open the link that Vedette printed when it started.',
      })
    },
  )
})

describe('with a session', () => {
  it('other sites and other host names are turned away', async () => {
    expect((await get('/rpc/status', { cookie, origin: 'https://evil.example' })).status).toBe(403)
    const { status } = await new Promise<{ status: number | undefined }>((resolve, reject) => {
      import('node:http').then(({ request }) =>
        request(`${served.url}/api/status`, { headers: { host: 'evil.example', cookie } }, (r) =>
          resolve({ status: r.statusCode }),
        )
          .on('error', reject)
          .end(),
      )
    })
    expect(status).toBe(421)
  })
  it('every answer carries the strict policy', async () => {
    const { headers } = await get('/health')
    expect(headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(headers.get('content-security-policy')).toContain("script-src 'self';")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
  it('the contract answers, and its live stream begins with the status', async () => {
    const client: ContractRouterClient<Contract> = createORPCClient(
      new RPCLink({ url: `${served.url}/rpc`, headers: { cookie } }),
    )
    expect((await client.status()).counters.linesRead).toBe(0)
    const stop = new AbortController()
    for await (const message of await client.live(undefined, { signal: stop.signal })) {
      expect(message.kind).toBe('status')
      break
    }
    stop.abort()
    await expect(client.sources.add({ path: 'relative.log', kind: 'plain', from: 'end' })).rejects.toThrow(
      /is relative/,
    )
  })
})

describe('for scripts', () => {
  it('a token in a file of mode 0600 opens the API, described by OpenAPI', async () => {
    const file = join(dir, 'config/api-token')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const authorization = `Bearer ${readFileSync(file, 'utf8').trim()}`
    const document = await (await get('/api/openapi.json', { authorization })).json()
    expect(Object.keys(document.paths)).toContain('/alerts/search')
    const found = await fetch(`${served.url}/api/alerts/search`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ filter: {} }),
    })
    expect(await found.json()).toMatchObject({ alerts: [], total: 0 })
    expect((await get('/api/status', { authorization: 'Bearer wrong' })).status).toBe(401)
  })
  it('bad input is refused with its reason, without a stack', async () => {
    const authorization = `Bearer ${readFileSync(join(dir, 'config/api-token'), 'utf8').trim()}`
    const response = await fetch(`${served.url}/api/alerts/search`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ filter: { types: ['nonsense'] } }),
    })
    expect(response.status).toBe(400)
    expect(await response.text()).not.toContain('at ')
  })
})

describe('starting', () => {
  it('refuses other machines unless told otherwise, and says when the port is taken', async () => {
    await expect(serve({ host: '0.0.0.0' })).rejects.toThrow(/--allow-remote/)
    const port = Number(new URL(served.url).port)
    await expect(
      serve({ dataDir: join(dir, 'other'), keyFile: join(dir, 'config/key'), port }),
    ).rejects.toThrow(new RegExp(`Port ${port} is taken`))
  })
  it('keeps its key in a file of mode 0600', () => {
    expect(statSync(join(dir, 'config/key')).mode & 0o777).toBe(0o600)
  })
})
