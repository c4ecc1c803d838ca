import { z } from 'zod'
import type { EpochMs } from '../../contract/event.ts'

/** The part of AbuseIPDB's v2 check answer that is used. Source: docs.abuseipdb.com, "CHECK Endpoint". */
const CheckAnswer = z.object({
  data: z.object({ ipAddress: z.string(), abuseConfidenceScore: z.number().min(0).max(100) }),
})

export const abuseIpDbUrl = 'https://api.abuseipdb.com/api/v2/check'
/** An answer is trusted for one hour. */
export const reputationLifeMs = 3_600_000
const timeoutMs = 5_000
/** Addresses that may wait; beyond it the oldest are let go and asked when seen again. */
const queueLimit = 1_000
/** How long to keep still after a failure that names no time itself. */
const failurePauseMs = 60_000

export interface ReputationMemory {
  get(ip: string): { score: number; fetched: EpochMs } | undefined
  set(ip: string, score: number, fetched: EpochMs): void
}

export interface AbuseIpDbOptions {
  readonly key: string
  readonly memory: ReputationMemory
  /** told of each fresh score */
  readonly onScore: (ip: string, score: number) => void
  readonly onProblem: (sentence: string) => void
  readonly url?: string
  readonly now?: () => EpochMs
}

/**
 * Asks AbuseIPDB about addresses, one at a time and beside the pipeline: `score` answers at once from the
 * hour's memory and queues what is not known. A 429 is obeyed by its Retry-After.
 */
export class AbuseIpDb {
  readonly #options: AbuseIpDbOptions
  readonly #now: () => EpochMs
  readonly #queue = new Set<string>()
  readonly #stop = new AbortController()
  #pausedUntil = 0
  #running: Promise<void> | undefined

  constructor(options: AbuseIpDbOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
  }

  /** Confidence of abuse from 0 to 100, or undefined where it is not known (yet). Never waits. */
  score(ip: string): number | undefined {
    const known = this.known(ip)
    if (known === undefined) this.#enqueue(ip)
    return known
  }

  /** The same of the hour's memory alone: nobody is asked. */
  known(ip: string): number | undefined {
    const known = this.#options.memory.get(ip)
    return known && this.#now() - known.fetched < reputationLifeMs ? known.score : undefined
  }

  #enqueue(ip: string): void {
    if (this.#stop.signal.aborted || this.#queue.has(ip) || this.#now() < this.#pausedUntil) return
    if (this.#queue.size >= queueLimit) {
      const oldest = this.#queue.values().next()
      if (!oldest.done) this.#queue.delete(oldest.value)
    }
    this.#queue.add(ip)
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined
    })
  }

  /** Resolves when nothing is being asked. */
  async idle(): Promise<void> {
    await this.#running
  }

  async close(): Promise<void> {
    this.#stop.abort()
    this.#queue.clear()
    await this.#running
  }

  async #work(): Promise<void> {
    // Give the caller its turn first: `score` must stay synchronous and cheap.
    await Promise.resolve()
    for (const ip of this.#queue) {
      this.#queue.delete(ip)
      if (this.#stop.signal.aborted) return
      const problem = await this.#ask(ip)
      if (problem === undefined) continue
      this.#queue.clear()
      if (!this.#stop.signal.aborted) this.#options.onProblem(problem)
      return
    }
  }

  /** Asks for one address. Answers the sentence of what went wrong and pauses, or undefined. */
  async #ask(ip: string): Promise<string | undefined> {
    const url = new URL(this.#options.url ?? abuseIpDbUrl)
    url.searchParams.set('ipAddress', ip)
    url.searchParams.set('maxAgeInDays', '90')
    try {
      const response = await fetch(url, {
        headers: { Key: this.#options.key, Accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(timeoutMs)]),
      })
      if (response.status === 429) {
        const seconds = Number(response.headers.get('retry-after'))
        const pause = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : reputationLifeMs
        this.#pausedUntil = this.#now() + pause
        return `AbuseIPDB's daily limit is reached: lookups pause for ${Math.ceil(pause / 60_000)} minutes.`
      }
      if (response.status === 401 || response.status === 403) {
        this.#pausedUntil = this.#now() + reputationLifeMs
        return 'AbuseIPDB refused the key: check it in the settings.'
      }
      if (!response.ok) throw new Error(`it answered ${response.status}`)
      const { data } = CheckAnswer.parse(await response.json())
      this.#options.memory.set(ip, data.abuseConfidenceScore, this.#now())
      this.#options.onScore(ip, data.abuseConfidenceScore)
      return undefined
    } catch (error) {
      this.#pausedUntil = this.#now() + failurePauseMs
      const reason = error instanceof Error ? error.message : String(error)
      return `AbuseIPDB cannot be asked (${reason}): trying again in a minute.`
    }
  }
}
