import { describe, expect, it } from 'vitest'
import type { LogEvent } from '../../contract/event.ts'
import { createDetection } from '../../detectors/index.ts'

const login = (seconds: number, more: Partial<LogEvent> = {}): LogEvent => ({
  time: seconds * 1000,
  kind: 'auth',
  format: 'sshd',
  sourceIp: '203.0.113.9',
  user: 'root',
  outcome: 'failure',
  ...more,
})
const request = (seconds: number, more: Partial<LogEvent> = {}): LogEvent => ({
  time: seconds * 1000,
  kind: 'http',
  format: 'vhost-combined',
  sourceIp: '203.0.113.9',
  method: 'GET',
  path: '/',
  target: '/',
  status: 200,
  host: 'shop.example.org',
  ...more,
})

function signaturesOf(
  events: readonly LogEvent[],
  options: Parameters<typeof createDetection>[0] = {},
): string[] {
  const detection = createDetection(options)
  return events.flatMap((event) => detection.detect(event).map(({ signature }) => signature))
}
const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i))

describe('brute force', () => {
  it('is eight failed logins of one address within five minutes', () => {
    expect(signaturesOf(times(7, (i) => login(i)))).toEqual([])
    expect(signaturesOf(times(8, (i) => login(i)))).toEqual(['brute-force-single'])
  })
  it('is told again at each doubling, not at each line', () => {
    expect(signaturesOf(times(40, (i) => login(i)))).toEqual(times(3, () => 'brute-force-single'))
  })
  it('counts event time: failures spread over hours are people', () => {
    expect(signaturesOf(times(40, (i) => login(i * 400)))).toEqual([])
  })
  it('says how many there were within the five minutes, not since the address first failed', () => {
    expect(signaturesOf(times(40, (i) => login(i * 200)))).toEqual([])
  })
  it('is a form that is shown again and again, and twenty posts to any login', () => {
    const post = (path: string, status: number) => (i: number) => request(i, { method: 'POST', path, status })
    expect(signaturesOf(times(8, post('/wp-login.php', 200)))).toEqual(['brute-force-single'])
    expect(signaturesOf(times(19, post('/login', 200)))).toEqual([])
    expect(signaturesOf(times(20, post('/login', 200)))).toEqual(['brute-force-posts'])
  })
  it('ends with a redirect when a web login succeeds', () => {
    const events = [
      ...times(6, (i) => request(i, { method: 'POST', path: '/wp-login.php', status: 200 })),
      request(9, { method: 'POST', path: '/wp-login.php', status: 302 }),
    ]
    expect(signaturesOf(events)).toEqual(['brute-force-success'])
  })
  it('counts 401 and 403 on a login, not visits to it', () => {
    const page = (status: number) => times(20, (i) => request(i, { method: 'POST', path: '/login', status }))
    expect(signaturesOf(page(401))).toContain('brute-force-single')
    expect(signaturesOf(times(20, (i) => request(i, { path: '/login' })))).toEqual([])
  })
  it('knows one address that tries many users', () => {
    expect(signaturesOf(times(6, (i) => login(i, { user: `user${i}` })))).toContain('brute-force-spray')
  })
  it('knows one user tried from many addresses', () => {
    const events = times(10, (i) => login(i, { sourceIp: `198.51.100.${i}`, user: 'admin' }))
    expect(signaturesOf(events)).toEqual(['brute-force-distributed'])
  })
  it('is critical when a login succeeds after the failures', () => {
    const events = [...times(6, (i) => login(i)), login(10, { outcome: 'success' })]
    expect(signaturesOf(events)).toContain('brute-force-success')
  })
  it('leaves allowed addresses alone', () => {
    expect(
      signaturesOf(
        times(40, (i) => login(i)),
        { allow: () => true },
      ),
    ).toEqual([])
  })
})

describe('CSRF', () => {
  const post = (more: Partial<LogEvent>) => request(1, { method: 'POST', path: '/account/email', ...more })
  it('is a changing request from another site', () => {
    expect(signaturesOf([post({ referer: 'https://evil.example.net/' })])).toEqual(['csrf-foreign-origin'])
  })
  it('is not a link from elsewhere, nor a form of the own site or its subdomain', () => {
    expect(signaturesOf([request(1, { referer: 'https://search.example.com/' })])).toEqual([])
    expect(signaturesOf([post({ referer: 'https://shop.example.org/account' })])).toEqual([])
    expect(signaturesOf([post({ referer: 'https://www.example.org/' })])).toEqual([])
  })
  it('is not judged where the own host is unknown', () => {
    const { host: _host, ...unknown } = post({ referer: 'https://evil.example.net/' })
    expect(signaturesOf([unknown])).toEqual([])
  })
  it('is a form without referer where the site otherwise always sends it', () => {
    const usual = times(30, () => post({ referer: 'https://shop.example.org/account' }))
    const bare = post({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0' })
    expect(signaturesOf([...usual, bare])).toEqual(['csrf-missing-referer'])
    expect(signaturesOf([bare])).toEqual([])
  })
})

describe('scanning', () => {
  const miss = (seconds: number, path: string) => request(seconds, { path, status: 404 })
  it('is twenty different missing pages among others, not one missing picture', () => {
    const events = times(40, (i) => request(i, i % 2 === 0 ? { path: `/x${i}`, status: 404 } : { path: '/' }))
    expect(signaturesOf(events)).toEqual(['scan-many-misses'])
    expect(signaturesOf(times(60, (i) => miss(i, '/old.png')))).toEqual([])
  })
  it('is ten misses where nearly all is missed, however slow', () => {
    expect(signaturesOf(times(12, (i) => miss(i * 120, `/x${i}`)))).toEqual(['scan-miss-share'])
    const visitor = times(60, (i) => (i % 5 === 0 ? miss(i * 20, `/x${i}`) : request(i * 20)))
    expect(signaturesOf(visitor)).toEqual([])
  })
  it('is the entrances of software that is not here, tried one after the other', () => {
    expect(signaturesOf([miss(0, '/wp-login.php')])).toEqual([])
    expect(signaturesOf([miss(0, '/wp-login.php'), miss(9, '/administrator/index.php')])).toEqual([
      'scan-entrances',
    ])
    expect(signaturesOf(times(2, (i) => request(i, { path: `/${i}/wp-admin/` })))).toEqual([])
  })
  it('is three hundred different pages within a minute, pictures left out', () => {
    const copy = (path: (i: number) => string) =>
      signaturesOf(times(299, (i) => request(i / 10, { path: path(i) })))
    expect(copy((i) => `/p/${i}`)).toEqual([])
    expect(signaturesOf(times(301, (i) => request(i / 10, { path: `/p/${i}` })))).toEqual(['scan-rate'])
    expect(signaturesOf(times(400, (i) => request(i / 10, { path: `/p/${i}.png` })))).toEqual([])
  })
})

describe('reputation', () => {
  it('is told once an hour from a score of 50', () => {
    const detection = createDetection()
    const at = (seconds: number, score: number) =>
      detection.detect(request(seconds), { reputation: { score, list: 'AbuseIPDB' } }).length
    expect([at(0, 49), at(1, 50), at(2, 90), at(3_700, 90)]).toEqual([0, 1, 0, 1])
  })
})
