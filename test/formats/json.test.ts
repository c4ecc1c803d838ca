import { describe, expect, test } from 'vitest'
import type { LogEvent } from '../../contract/event.ts'
import { LineParser } from '../../engine/formats/index.ts'

const arrival = Date.parse('2026-11-21T12:00:00Z')
const time = Date.parse('2026-11-21T08:12:44Z')
const parse = (fields: unknown): LogEvent | undefined =>
  new LineParser().parse(JSON.stringify(fields), arrival)

describe('a JSON line of nginx', () => {
  test('with nginx’s variables becomes an event', () => {
    const event = parse({
      time_iso8601: '2026-11-21T09:12:44+01:00',
      remote_addr: '203.0.113.9',
      remote_user: 'anna',
      request: 'POST /a?b=c HTTP/1.1',
      status: '403',
      body_bytes_sent: '512',
      http_referer: 'https://example.org/',
      http_user_agent: 'curl/8.9.1',
      http_host: 'shop.example.org',
      request_time: '0.25',
      request_body: '{"user":{"$ne":null}}',
      http_content_type: 'application/json',
      http_origin: 'https://evil.example',
    })
    expect(event).toEqual({
      time,
      kind: 'http',
      format: 'json-nginx',
      sourceIp: '203.0.113.9',
      user: 'anna',
      method: 'POST',
      target: '/a?b=c',
      path: '/a',
      query: 'b=c',
      httpVersion: '1.1',
      status: 403,
      bytes: 512,
      referer: 'https://example.org/',
      userAgent: 'curl/8.9.1',
      host: 'shop.example.org',
      origin: 'https://evil.example',
      contentType: 'application/json',
      body: '{"user":{"$ne":null}}',
      durationMs: 250,
    })
  })

  test.each([
    [
      'short names',
      { time: 1795248764, remote_ip: '203.0.113.9', method: 'GET', uri: '/a', args: 'b=c', user_agent: 'x' },
    ],
    [
      'a time of nginx’s msec',
      {
        msec: '1795248764.000',
        clientip: '203.0.113.9',
        request_method: 'GET',
        request_uri: '/a?b=c',
        agent: 'x',
      },
    ],
    [
      'a time in milliseconds',
      { '@timestamp': 1795248764000, client: '203.0.113.9:5123', request: 'GET /a?b=c', useragent: 'x' },
    ],
    [
      'a common log time',
      {
        time_local: '21/Nov/2026:09:12:44 +0100',
        ip: '203.0.113.9',
        request: 'GET /a?b=c HTTP/1.1',
        userAgent: 'x',
      },
    ],
  ])('may use %s', (_, fields) => {
    const expected = {
      format: 'json-nginx',
      time,
      sourceIp: '203.0.113.9',
      method: 'GET',
      target: '/a?b=c',
      query: 'b=c',
      userAgent: 'x',
    }
    expect(parse(fields)).toMatchObject(expected)
  })

  test('cannot be hidden by a quote that nginx escaped its own way', () => {
    const line =
      '{"time_iso8601":"2026-11-21T09:12:44+01:00","remote_addr":"203.0.113.9","request":"GET /?q=\\x22 HTTP/1.1","status":200}'
    expect(new LineParser().parse(line, arrival)).toMatchObject({ target: '/?q="', status: 200 })
  })

  test('says nothing of empty fields and of fields of the wrong kind', () => {
    const fields = { time: 1795248764, remote_addr: '203.0.113.9', request: 'GET / HTTP/1.1' }
    const wrong = {
      status: 'two hundred',
      bytes: -1,
      http_referer: '',
      http_user_agent: '-',
      host: {},
      user: null,
    }
    expect(parse({ ...fields, ...wrong })).toEqual(parse(fields))
  })

  test('without any time, client or request is refused', () => {
    const fields = { time: 1795248764, remote_addr: '203.0.113.9', request: 'GET / HTTP/1.1' }
    expect(parse({ ...fields, time: 'yesterday' })).toBeUndefined()
    expect(parse({ ...fields, remote_addr: 'no client; drop' })).toBeUndefined()
    expect(parse({ ...fields, request: '' })).toBeUndefined()
  })
})

describe('a JSON line of Caddy', () => {
  const line = {
    ts: 1795248764.5,
    msg: 'handled request',
    request: {
      remote_ip: '10.0.0.1',
      client_ip: '203.0.113.9',
      proto: 'HTTP/2.0',
      method: 'GET',
      host: 'example.org',
      uri: '/a?b=c',
      headers: {
        'User-Agent': ['curl/8.9.1'],
        Referer: ['https://example.org/'],
        Origin: ['https://evil.example'],
      },
    },
    user_id: 'anna',
    duration: 0.25,
    size: 512,
    status: 404,
  }

  test('becomes an event', () => {
    expect(parse(line)).toEqual({
      time: time + 500,
      kind: 'http',
      format: 'json-caddy',
      sourceIp: '203.0.113.9',
      user: 'anna',
      method: 'GET',
      target: '/a?b=c',
      path: '/a',
      query: 'b=c',
      httpVersion: '2.0',
      status: 404,
      bytes: 512,
      referer: 'https://example.org/',
      userAgent: 'curl/8.9.1',
      host: 'example.org',
      origin: 'https://evil.example',
      durationMs: 250,
    })
  })

  test('of an older Caddy names the client with its port', () => {
    const { client_ip: _, remote_ip: __, ...request } = line.request
    const old = { ...line, request: { ...request, remote_addr: '203.0.113.9:51234' } }
    expect(parse(old)?.sourceIp).toBe('203.0.113.9')
  })
})

test('a JSON line of Traefik becomes an event', () => {
  const event = parse({
    ClientAddr: '[2001:db8::9]:51234',
    ClientHost: '2001:db8::9',
    ClientUsername: 'anna',
    DownstreamContentSize: 512,
    DownstreamStatus: 401,
    Duration: 250_000_000,
    RequestHost: 'example.org',
    RequestMethod: 'GET',
    RequestPath: '/a?b=c',
    RequestProtocol: 'HTTP/1.1',
    StartUTC: '2026-11-21T08:12:44.5Z',
    'request_User-Agent': 'curl/8.9.1',
    request_Referer: 'https://example.org/',
  })
  expect(event).toEqual({
    time: time + 500,
    kind: 'http',
    format: 'json-traefik',
    sourceIp: '2001:db8::9',
    user: 'anna',
    method: 'GET',
    target: '/a?b=c',
    path: '/a',
    query: 'b=c',
    httpVersion: '1.1',
    status: 401,
    bytes: 512,
    referer: 'https://example.org/',
    userAgent: 'curl/8.9.1',
    host: 'example.org',
    durationMs: 250,
  })
})
