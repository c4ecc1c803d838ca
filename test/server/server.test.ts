import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Contract } from '../../contract/index.ts'
import { type Served, serve } from '../../server/main.ts'
import { accessLine, newDir, until } from '../engine/start-engine.ts'

const dir = newDir()
let served: Served
let cookie = ''

const start = (name: string) => serve({ dataDir: join(dir, name), keyFile: join(dir, 'config/key'), port: 0 })
const logIn = async ({ loginUrl }: Served) =>
  (await fetch(loginUrl, { redirect: 'manual' })).headers.get('set-cookie')?.split(';')[0] ?? ''
const clientOf = ({ url }: Served, headers: Record<string, string>): ContractRouterClient<Contract> =>
  createORPCClient(new RPCLink({ url: `${url}/rpc`, headers: { origin: url, ...headers } }))

beforeAll(async () => {
  served = await start('data')
})
afterAll(() => served.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(served.url + path, { headers, redirect: 'manual' })
const post = (path: string, body: string, headers: Record<string, string>) =>
  fetch(served.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
/** For headers that fetch does not let its caller set. */
const statusOf = (path: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    request(served.url + path, { headers }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })

describe('the login link', () => {
  it('works once and gives a cookie that scripts and other sites cannot use', async () => {
    const given = await fetch(served.loginUrl, { redirect: 'manual' })
    const port = new URL(served.url).port
    expect(given.headers.get('location')).toBe('/')
    expect(given.headers.get('set-cookie')).toMatch(
      new RegExp(`^vedette_session_${port}=\\S{43}; HttpOnly; SameSite=Strict; Path=/$`),
    )
    cookie = given.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect((await fetch(served.loginUrl, { redirect: 'manual' })).status).toBe(403)
    expect((await get('/login?token=wrong')).status).toBe(403)
    expect((await get('/login?token=a&token=b')).status).toBe(403)
  })
  it('leads to the console when the browser it let in opens it again', async () => {
    const again = await fetch(served.loginUrl, { headers: { cookie }, redirect: 'manual' })
    expect([again.status, again.headers.get('location')]).toEqual([302, '/'])
  })
  it('lets no browser in with the session of another Vedette', async () => {
    const name = `vedette_session_${new URL(served.url).port}`
    expect((await get('/api/status', { cookie: `${name}=${'x'.repeat(43)}` })).status).toBe(401)
    expect((await get('/api/status', { cookie: cookie.replace(name, 'vedette_session_1') })).status).toBe(401)
  })
})

describe('without a session', () => {
  it.each(['/rpc/status', '/api/status', '/api/openapi.json', '/api', '/rpc?x'])(
    '%s answers 401 in one sentence',
    async (path) => {
      const response = await get(path)
      expect(response.status).toBe(401)
      expect(await response.json()).toEqual({
        message: 'Not logged in: open the link that Vedette printed when it started.',
      })
    },
  )
  it.each(['/', '/alerts/17', '/?x=1'])('%s shows a page that says what to do', async (path) => {
    const response = await get(path)
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toContain('text/html')
    const page = await response.text()
    expect(page).toContain('Open the link that Vedette printed')
    expect(page).not.toMatch(/<script|src=|href=/)
  })
})

describe('the console', () => {
  it.each([
    '/incidents/7',
    '/actor/address/192.0.2.1',
    '/actor/network/192.0.2.0%2F24',
    '/alerts?q=192.0.2.1',
  ])('is what a browser gets that opens %s', async (path) => {
    const page = await get(path, { cookie, accept: 'text/html,*/*;q=0.8' })
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  })
  it('is not what a part that is missing is answered with', async () => {
    expect((await get('/assets/gone.js', { cookie, accept: '*/*' })).status).toBe(404)
  })
})

describe('other sites', () => {
  it.each([
    ['an Origin that is another', '/rpc/status', { origin: 'https://evil.example' }, 403],
    ['an Origin that hides itself', '/rpc/status', { origin: 'null' }, 403],
    ['another port of this machine', '/api/live', { 'sec-fetch-site': 'same-site' }, 403],
    ['another site without an Origin', '/api/live', { 'sec-fetch-site': 'cross-site' }, 403],
    ['the console itself', '/api/status', { 'sec-fetch-site': 'same-origin' }, 200],
    ['a link that leads here', '/health', { 'sec-fetch-site': 'cross-site' }, 200],
    ['a name that was made to point here', '/api/status', { host: 'evil.example' }, 421],
    ['a name that only begins like ours', '/api/status', { host: 'localhost.evil.example:7700' }, 421],
  ])('%s gets its answer', async (_who, path, headers, status) => {
    expect(await statusOf(path, { cookie, ...headers })).toBe(status)
  })
  it('cannot change anything with a form, which sends no JSON, or without saying who they are', async () => {
    expect((await post('/api/generator/start', '{}', { cookie })).status).toBe(403)
    const form = { cookie, origin: served.url, 'content-type': 'text/plain' }
    expect((await post('/api/generator/start', '{}', form)).status).toBe(415)
  })
  it('read in every answer that nothing is theirs to frame, guess or load', async () => {
    for (const path of ['/health', '/', '/rpc/status', '/nothing.js']) {
      const { headers } = await get(path)
      expect(headers.get('content-security-policy'), path).toContain("script-src 'self';")
      expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('cross-origin-resource-policy'), path).toBe('same-origin')
    }
  })
})

describe('with a session', () => {
  it('the contract answers: calls, errors and the live stream', async () => {
    const client = clientOf(served, { cookie })
    expect((await client.status()).counters.linesRead).toBe(0)
    for await (const message of await client.live()) {
      expect(message.kind).toBe('status')
      break
    }
    await expect(
      client.sources.add({ path: 'relative.log', kind: 'plain', from: 'end' }),
    ).rejects.toMatchObject({
      code: 'BAD_INPUT',
      status: 422,
      message: expect.stringContaining('is relative'),
    })
    await expect(client.alerts.get({ id: 4_000_000 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
  it('the live stream brings the alerts of a file, and ends with the server', async () => {
    const other = await start('streamed')
    const client = clientOf(other, { cookie: await logIn(other) })
    const log = join(dir, 'access.log')
    writeFileSync(log, `${accessLine('/?id=1%20UNION%20SELECT%20password%20FROM%20users')}\n`)
    let found = ''
    let isLive = false
    const reading = (async () => {
      for await (const message of await client.live()) {
        isLive = true
        if (message.kind === 'alerts') found = message.alerts[0]?.type ?? ''
      }
      return 'ended'
    })()
    await until(() => isLive, 'the stream has begun')
    await client.sources.add({ path: log, kind: 'plain', from: 'beginning' })
    await until(() => found === 'sql-injection', 'the stream tells of the alert')
    await other.close()
    expect(await reading).toBe('ended')
    await expect(fetch(other.url)).rejects.toThrow()
  })
})

describe('for scripts', () => {
  let authorization = ''
  beforeAll(() => {
    authorization = `Bearer ${readFileSync(join(dir, 'config/api-token'), 'utf8').trim()}`
  })
  it('a token in a file of mode 0600 opens the API, described by OpenAPI', async () => {
    expect(statSync(join(dir, 'config/api-token')).mode & 0o777).toBe(0o600)
    const document = await (await get('/api/openapi.json', { authorization })).json()
    expect(Object.keys(document.paths)).toContain('/alerts/search')
    const found = await post('/api/alerts/search', '{"filter":{}}', { authorization })
    expect(await found.json()).toMatchObject({ alerts: [], total: 0 })
    const stopped = await fetch(`${served.url}/api/generator/stop`, {
      method: 'POST',
      headers: { authorization },
    })
    expect(await stopped.json()).toMatchObject({ running: false })
    expect((await get('/api/status', { authorization: 'Bearer wrong' })).status).toBe(401)
  })
  it.each([
    ['a value that is none', '{"filter":{"types":["nonsense"]}}', 400],
    ['half a body', '{"filter":', 400],
    ['a prototype', '{"__proto__":{"x":1}}', 400],
    ['a body of five megabytes', JSON.stringify({ filter: { text: 'x'.repeat(5_000_000) } }), 413],
  ])('%s is refused with its reason, without a stack', async (_what, body, status) => {
    const response = await post('/api/alerts/search', body, { authorization })
    expect(response.status).toBe(status)
    const answer = await response.json()
    expect(answer.message).toMatch(/\w+/)
    expect(JSON.stringify(answer)).not.toMatch(/\bat .*:\d+:\d+|stack/)
  })
  it('a token file that was emptied lets nobody in', async () => {
    const keyFile = join(dir, 'emptied/key')
    const first = await serve({ dataDir: join(dir, 'emptied/data'), keyFile, port: 0 })
    await first.close()
    writeFileSync(join(dir, 'emptied/api-token'), '\n')
    await expect(serve({ dataDir: join(dir, 'emptied/data'), keyFile, port: 0 })).rejects.toThrow(
      /is too short: delete the file/,
    )
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
  it('leaves a data folder to the Vedette that uses it, which does not notice', async () => {
    await expect(start('data')).rejects.toThrow(/^Another Vedette is using the data folder .*data: stop it/)
    expect((await served.engine.status()).problems).toEqual([])
  })
  it('says what is wrong with the key before it listens', async () => {
    const keyFile = join(dir, 'bad-key')
    writeFileSync(keyFile, 'not a key\n', { mode: 0o600 })
    await expect(serve({ dataDir: join(dir, 'bad'), keyFile, port: 0 })).rejects.toMatchObject({
      name: 'BadInput',
      message: expect.stringContaining(keyFile),
    })
  })
  it('keeps its key in a file of mode 0600', () => {
    expect(statSync(join(dir, 'config/key')).mode & 0o777).toBe(0o600)
  })
})
