import { once } from 'node:events'
import { type ResourceLimits, Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { WalkTable } from '../../ml/forest/walk.ts'
import type { SiteProfile } from '../../ml/profile/index.ts'
import type { Examining } from './examine.ts'
import type { Batch, Examined } from './examined.ts'
import { Packed, unpack } from './packed.ts'

/** A batch of fewer characters is examined where it is: to hand it over costs more. */
const worthHandingOver = 64 * 1024
const restMs = 10_000
/** Before another thread is started for one that ended by itself; four times as long after each that follows soon. */
const pausesMs = [1_000, 4_000, 16_000, 64_000, 256_000] as const
const soonMs = 600_000

/** Whether a batch is worth handing over. */
export const isLarge = ({ texts }: Batch): boolean =>
  texts.reduce((sum, text) => sum + text.length, 0) >= worthHandingOver

/**
 * A thread lets V8 grow its heap by what the machine has, unless it is told otherwise. What is examined is handed on
 * soon and needs little; a batch that needs more ends the thread, and is examined where it came from.
 */
const examinerLimits: ResourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 160 }

export interface ExaminersOptions {
  readonly keys: readonly string[]
  /** what threads score by; without it there are none */
  readonly table: WalkTable | undefined
  /** what threads compare requests with: the scorer's */
  readonly profile: SiteProfile
  /** threads besides this one */
  readonly threads: number
  /** examines small batches, and everything where a thread cannot be had */
  readonly local: Examining
  /** of the heap of a thread */
  readonly limits?: ResourceLimits
  /** tells the time, in milliseconds */
  readonly now?: () => number
}

const Answer = z.union([z.literal('ready'), z.object({ id: z.number(), packed: Packed })])

interface Waiting {
  readonly batch: Batch
  readonly resolve: (examined: Examined | Promise<Examined>) => void
}

/** One thread and the batches it is at. */
class Helper {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #next = 0
  #isReady = false
  #isEnding = false
  /** resolves when it can begin, or has ended */
  readonly started: Promise<void>
  readonly #ended: Promise<unknown>

  constructor({ keys, table, profile, local, limits }: ExaminersOptions, onEnd: (isWanted: boolean) => void) {
    // Bundled, the thread's program stands beside this one.
    const program = import.meta.url.endsWith('.ts') ? './thread.ts' : './examine-thread.mjs'
    this.#worker = new Worker(new URL(program, import.meta.url), {
      name: 'examine',
      workerData: { keys, table, profile: profile.shared },
      resourceLimits: limits ?? examinerLimits,
    })
    const { promise, resolve: started } = Promise.withResolvers<void>()
    this.started = promise
    this.#ended = once(this.#worker, 'exit').catch(() => undefined)
    this.#worker.unref()
    this.#worker.on('message', (data: unknown) => {
      const answer = Answer.parse(data)
      if (answer === 'ready') {
        this.#isReady = true
        started()
        return
      }
      const { id, packed } = answer
      this.#waiting.get(id)?.resolve(unpack(packed))
      this.#waiting.delete(id)
      if (this.load === 0) this.#worker.unref()
    })
    // A thread that ends leaves nothing behind: what it was at is examined here.
    const end = (): void => {
      started()
      onEnd(!this.#isEnding)
      for (const { batch, resolve } of this.#waiting.values()) resolve(local.examine(batch))
      this.#waiting.clear()
    }
    this.#worker.once('error', end)
    this.#worker.once('exit', end)
  }

  /** Whether a batch given now is begun soon: until it is, this thread has time to examine one itself. */
  get hasRoom(): boolean {
    return this.#isReady && this.load < 2
  }

  get load(): number {
    return this.#waiting.size
  }

  examine(batch: Batch): Promise<Examined> {
    const id = this.#next++
    this.#worker.ref()
    return new Promise((resolve) => {
      this.#waiting.set(id, { batch, resolve })
      this.#worker.postMessage({ id, batch: { ...batch, texts: batch.texts.join('\n') } })
    })
  }

  async end(): Promise<void> {
    this.#isEnding = true
    this.#worker.ref()
    this.#worker.postMessage('end')
    await this.#ended
  }
}

/**
 * Examines on other threads while much waits. They are started with the first large batch and ended when none came
 * for a while, so an idle engine has none. For one that ended by itself (a batch may need more memory than it has)
 * another is started after a pause.
 */
export class Examiners implements Examining {
  readonly #options: ExaminersOptions
  readonly #helpers = new Set<Helper>()
  #rest: NodeJS.Timeout | undefined
  #failures = 0
  #failedAt = Number.NEGATIVE_INFINITY

  constructor(options: ExaminersOptions) {
    this.#options = options
  }

  /** Batches that are worth having under way at once: two for each thread, and one for this. */
  get width(): number {
    return 2 * this.#wanted + 1
  }

  /** Threads there are now, besides this one. */
  get running(): number {
    return this.#helpers.size
  }

  examine(batch: Batch): ReturnType<Examining['examine']> {
    const helper = isLarge(batch) ? this.#helper() : undefined
    return helper ? helper.examine(batch) : this.#options.local.examine(batch)
  }

  /** Starts all threads before there is work, and waits for them. */
  async start(): Promise<void> {
    while (this.#helpers.size < this.#wanted) this.#start()
    await Promise.all([...this.#helpers].map(({ started }) => started))
  }

  async close(): Promise<void> {
    clearTimeout(this.#rest)
    await Promise.all([...this.#helpers].map((helper) => helper.end()))
  }

  /** None without a table to score by, and none new while one that failed is not forgotten. */
  get #wanted(): number {
    const { table, threads } = this.#options
    if (!table || threads < 1) return 0
    const pauseMs = pausesMs[Math.min(this.#failures, pausesMs.length) - 1] ?? 0
    return this.#now() < this.#failedAt + pauseMs ? this.#helpers.size : threads
  }

  #now(): number {
    return (this.#options.now ?? performance.now.bind(performance))()
  }

  /** One with room. Others are started meanwhile. */
  #helper(): Helper | undefined {
    const wanted = this.#wanted
    if (wanted < 1) return undefined
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => void this.#relax(), restMs).unref()
    if (this.#helpers.size < wanted) this.#start()
    let best: Helper | undefined
    for (const helper of this.#helpers) {
      if (helper.hasRoom && (!best || helper.load < best.load)) best = helper
    }
    return best
  }

  #start(): void {
    const helper: Helper = new Helper(this.#options, (isWanted) => {
      if (!this.#helpers.delete(helper) || !isWanted) return
      const now = this.#now()
      this.#failures = now - this.#failedAt < soonMs ? this.#failures + 1 : 1
      this.#failedAt = now
    })
    this.#helpers.add(helper)
  }

  async #relax(): Promise<void> {
    const idle = [...this.#helpers].filter(({ load }) => load === 0)
    await Promise.all(idle.map((helper) => helper.end()))
  }
}
