import type { EventField, SignatureDoc } from '../../contract/index.ts'

/** What of a request an example stands in; the rest is as plain as can be. */
function partsWith(field: EventField, text: string) {
  const headers = { 'User-Agent': ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'] }
  const request = {
    remote_ip: '203.0.113.9',
    proto: 'HTTP/1.1',
    method: 'GET',
    host: 'www.example.org',
    uri: '/',
  }
  switch (field) {
    case 'query':
      return { request: { ...request, uri: `/?${text}`, headers } }
    case 'path':
    case 'target':
      return { request: { ...request, uri: text, headers } }
    case 'userAgent':
      return { request: { ...request, headers: { 'User-Agent': [text] } } }
    case 'referer':
      return { request: { ...request, headers: { ...headers, Referer: [text] } } }
    case 'host':
      return { request: { ...request, host: text, headers } }
    case 'method':
      return { request: { ...request, method: text, headers } }
    case 'body':
    case 'message':
      return { request: { ...request, method: 'POST', headers, body: text } }
    case 'user':
      return { request: { ...request, headers }, user_id: text }
  }
}

/**
 * A line of Caddy's log that holds an example of a signature in the field it looks at: JSON carries every text as it
 * is. Undefined for signatures that count over several lines.
 * @param now epoch milliseconds
 */
export function exampleLine(
  { fields, quietIn }: Pick<SignatureDoc, 'fields' | 'quietIn'>,
  example: string,
  now: number,
): string | undefined {
  const [field] = fields
  if (field === undefined) return undefined
  const status = quietIn.includes('answered') ? 404 : 200
  return JSON.stringify({
    ts: now / 1000,
    logger: 'http.log.access',
    ...partsWith(field, example),
    size: 512,
    status,
  })
}
