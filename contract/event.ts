import { z } from 'zod'

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number

export const formatIds = [
  'common',
  'combined',
  'vhost-combined',
  'json-nginx',
  'json-caddy',
  'json-traefik',
  'sshd',
] as const
/** Log formats that `engine/formats` reads. */
export const FormatId = z.enum(formatIds)
export type FormatId = z.infer<typeof FormatId>

/**
 * One parsed log line. Plain readonly data; the comment names the ECS field it stands for.
 * Absent means "the line does not say": a `-` in an access log is absent, never the string '-'.
 */
export interface LogEvent {
  /** @timestamp */
  readonly time: EpochMs
  readonly kind: 'http' | 'auth'
  readonly format: FormatId
  /** source.ip: textual IPv4 or IPv6 address, or '' where the line has none */
  readonly sourceIp: string
  /** user.name */
  readonly user?: string
  /** event.outcome: of a login. For http, derived from status by the detectors, not here. */
  readonly outcome?: 'success' | 'failure'
  /** http.request.method, as written */
  readonly method?: string
  /** url.original: the request target exactly as logged (log escapes like \x22 and \" undone, nothing else) */
  readonly target?: string
  /** url.path: `target` up to the first '?', undecoded */
  readonly path?: string
  /** url.query: `target` after the first '?', undecoded; absent where there is no '?' */
  readonly query?: string
  /** http.version, e.g. '1.1' */
  readonly httpVersion?: string
  /** http.response.status_code */
  readonly status?: number
  /** http.response.body.bytes */
  readonly bytes?: number
  /** http.request.referrer */
  readonly referer?: string
  /** user_agent.original */
  readonly userAgent?: string
  /** url.domain: virtual host or Host header */
  readonly host?: string
  /** http.request.headers.origin, where a JSON log carries it */
  readonly origin?: string
  /** http.request.mime_type (Content-Type of the request), where a JSON log carries it */
  readonly contentType?: string
  /** http.request.body.content, where a JSON log carries it */
  readonly body?: string
  /** event.duration in milliseconds */
  readonly durationMs?: number
  /** message: the text of an auth line after its process tag */
  readonly message?: string
}

/** The names of an event's fields in the Elastic Common Schema. */
export const ecsNames: Readonly<Record<keyof LogEvent, string>> = {
  time: '@timestamp',
  kind: 'event.category',
  format: 'event.dataset',
  sourceIp: 'source.ip',
  user: 'user.name',
  outcome: 'event.outcome',
  method: 'http.request.method',
  target: 'url.original',
  path: 'url.path',
  query: 'url.query',
  httpVersion: 'http.version',
  status: 'http.response.status_code',
  bytes: 'http.response.body.bytes',
  referer: 'http.request.referrer',
  userAgent: 'user_agent.original',
  host: 'url.domain',
  origin: 'http.request.headers.origin',
  contentType: 'http.request.mime_type',
  body: 'http.request.body.content',
  durationMs: 'event.duration',
  message: 'message',
}

/** Where in an event a signature looks. */
export const eventFields = [
  'target',
  'path',
  'query',
  'referer',
  'userAgent',
  'host',
  'body',
  'user',
  'message',
  'method',
] as const
export const EventField = z.enum(eventFields)
export type EventField = z.infer<typeof EventField>
