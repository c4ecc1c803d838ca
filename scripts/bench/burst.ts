import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../contract/index.ts'
import { writeSealedLines } from './sealed-lines.ts'
import { benchStart } from './traffic.ts'

type Client = ContractRouterClient<Contract>
type Calls = Readonly<Record<string, () => Promise<unknown>>>

const longestMs = 600_000

/** Milliseconds from the question to the whole answer. */
interface Waits {
  readonly calls: number
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export interface BurstFigures {
  readonly lines: number
  readonly linesPerSecond: number
  readonly callsMs: Readonly<Record<string, Waits>>
}

/** What the screens ask over and over while lines come. */
function callsOf(client: Client): Calls {
  const day = { from: benchStart }
  const list = (filter: object, limit = 100) => client.alerts.list({ filter: { ...day, ...filter }, limit })
  const newest = async () => {
    const [alert] = (await list({}, 1)).alerts
    if (alert) await client.alerts.get({ id: alert.id })
  }
  return {
    status: () => client.status(),
    'overview 24h': () => client.overview(day),
    'overview all': () => client.overview({}),
    'overview by type': () => client.overview({ ...day, types: ['xss'] }),
    'overview by text': () => client.overview({ ...day, texts: ['admin'] }),
    map: () => client.map(day),
    'map by text': () => client.map({ ...day, texts: ['admin'] }),
    alerts: () => list({}),
    'alerts by severity': () => list({ severities: ['critical'] }),
    'alerts by text': () => list({ texts: ['admin'] }),
    'newest alert': newest,
    sources: () => client.sources.list(),
    quarantine: () => client.sources.quarantine({ limit: 50 }),
    settings: () => client.settings.get(),
    detectors: () => client.detectors(),
  }
}

/**
 * Starts the real headless Vedette on so many sealed lines and, while it reads them at full speed, asks what the
 * console asks, one call after the other over HTTP.
 */
export async function measureBurst(lines: number): Promise<BurstFigures> {
  const dir = mkdtempSync(join(tmpdir(), 'vedette-bench-'))
  const { path, keyFile } = writeSealedLines(dir, lines)
  const program = fileURLToPath(new URL('./burst-server.ts', import.meta.url))
  const server = spawn(process.execPath, [program, join(dir, 'data'), keyFile], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const [printed] = await once(server.stdout, 'data')
    const client = await logIn(String(printed).trim())
    const calls = callsOf(client)
    // Before anything is counted every call is made once: what is loaded at its first use is loaded.
    for (const call of Object.values(calls)) await call()
    return await ask(client, calls, path, lines)
  } finally {
    server.stdin.end()
    await once(server, 'close')
    rmSync(dir, { recursive: true, force: true })
  }
}

async function logIn(loginUrl: string): Promise<Client> {
  const { origin } = new URL(loginUrl)
  const answer = await fetch(loginUrl, { redirect: 'manual' })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return createORPCClient(new RPCLink({ url: `${origin}/rpc`, headers: { origin, cookie } }))
}

async function ask(client: Client, calls: Calls, path: string, lines: number): Promise<BurstFigures> {
  const waits = new Map<string, number[]>(Object.keys(calls).map((name) => [name, []]))
  await client.sources.add({ path, kind: 'sealed', from: 'beginning' })
  const begun = performance.now()
  let read = 0
  while (read < lines && performance.now() - begun < longestMs) {
    for (const [name, call] of Object.entries(calls)) {
      const start = performance.now()
      await call()
      waits.get(name)?.push(performance.now() - start)
    }
    read = (await client.status()).counters.linesRead
  }
  const seconds = (performance.now() - begun) / 1000
  const callsMs = Object.fromEntries([...waits].map(([name, all]) => [name, waitsOf(all)]))
  return { lines: read, linesPerSecond: Math.round(read / seconds), callsMs }
}

function waitsOf(all: readonly number[]): Waits {
  const sorted = all.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 10) / 10
  return { calls: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) }
}
