import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { AbuseIpDb, type ReputationMemory } from '../../engine/enrich/abuseipdb.ts'

let server: Server | undefined
const asked: { url: string; key: string | string[] | undefined }[] = []

/** A local server that speaks AbuseIPDB's documented answers. */
async function serveAnswers(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  asked.length = 0
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', key: request.headers.key })
    answer(request, response)
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}/api/v2/check` : ''
}
const json = (response: ServerResponse, status: number, body: object, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
const verdict = (score: number) => ({
  data: {
    ipAddress: '203.0.113.9',
    isPublic: true,
    ipVersion: 4,
    abuseConfidenceScore: score,
    countryCode: 'US',
    totalReports: 12,
  },
})

function memory(): ReputationMemory {
  const known = new Map<string, { score: number; fetched: number }>()
  return { get: (ip) => known.get(ip), set: (ip, score, fetched) => void known.set(ip, { score, fetched }) }
}
function client(url: string, now = () => 0) {
  const scores: [string, number][] = []
  const problems: string[] = []
  const lookups = new AbuseIpDb({
    url,
    key: 'k-123',
    memory: memory(),
    now,
    onScore: (ip, s) => scores.push([ip, s]),
    onProblem: (p) => problems.push(p),
  })
  return { lookups, scores, problems }
}

afterEach(() => server?.close())

describe('AbuseIPDB', () => {
  it('is asked beside the pipeline, once, with the key in a header', async () => {
    const url = await serveAnswers((_q, r) => json(r, 200, verdict(83)))
    const { lookups, scores } = client(url)
    expect(lookups.score('203.0.113.9')).toBeUndefined()
    expect(lookups.score('203.0.113.9')).toBeUndefined()
    await lookups.idle()
    expect(lookups.score('203.0.113.9')).toBe(83)
    expect(scores).toEqual([['203.0.113.9', 83]])
    expect(asked).toEqual([{ url: '/api/v2/check?ipAddress=203.0.113.9&maxAgeInDays=90', key: 'k-123' }])
  })
  it('is believed for one hour', async () => {
    let now = 0
    const url = await serveAnswers((_q, r) => json(r, 200, verdict(10)))
    const { lookups } = client(url, () => now)
    lookups.score('203.0.113.9')
    await lookups.idle()
    now = 3_599_999
    expect(lookups.score('203.0.113.9')).toBe(10)
    now = 3_600_000
    expect(lookups.score('203.0.113.9')).toBeUndefined()
    await lookups.idle()
    expect(asked).toHaveLength(2)
  })
  it('is left in peace for as long as a 429 says', async () => {
    let now = 0
    const url = await serveAnswers((_q, r) =>
      json(
        r,
        429,
        { errors: [{ detail: 'Daily rate limit of 1000 requests exceeded.', status: 429 }] },
        { 'retry-after': '120' },
      ),
    )
    const { lookups, problems } = client(url, () => now)
    lookups.score('203.0.113.1')
    lookups.score('203.0.113.2')
    await lookups.idle()
    now = 119_000
    lookups.score('203.0.113.3')
    await lookups.idle()
    expect(asked).toHaveLength(1)
    expect(problems).toEqual(["AbuseIPDB's daily limit is reached: lookups pause for 2 minutes."])
    now = 120_000
    lookups.score('203.0.113.3')
    await lookups.idle()
    expect(asked).toHaveLength(2)
  })
  it.each([
    [
      'a refused key',
      401,
      { errors: [{ detail: 'Authentication failed.', status: 401 }] },
      /refused the key/,
    ],
    ['a server in trouble', 500, {}, /cannot be asked .*500/],
    ['an answer of another shape', 200, { data: { abuseConfidenceScore: 'many' } }, /cannot be asked/],
  ])('says %s in one sentence', async (_what, status, body, sentence) => {
    const url = await serveAnswers((_q, r) => json(r, status, body))
    const { lookups, problems } = client(url)
    lookups.score('203.0.113.9')
    await lookups.idle()
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(sentence)
  })
})
