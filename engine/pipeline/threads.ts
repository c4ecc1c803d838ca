import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { Examining } from './examine.ts'
import type { Batch, Examined } from './examined.ts'
import { Packed, unpack } from './packed.ts'

/** A batch of fewer characters is examined where it is: to hand it over costs more. */
const worthHandingOver = 64 * 1024
const restMs = 10_000

/** Whether a batch is worth handing over. */
export const isLarge = ({ texts }: Batch): boolean =>
  texts.reduce((sum, text) => sum + text.length, 0) >= worthHandingOver

/**
 * A thread lets V8 grow its heap by what the machine has, unless it is told otherwise. What is examined is handed on
 * soon and needs little; a batch that needs more ends the thread, and is examined where it came from.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 192 }

export interface ExaminersOptions {
  readonly keys: readonly string[]
  /** threads besides this one */
  readonly threads: number
  /** examines small batches, and everything where a thread cannot be had */
  readonly local: Examining
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

  constructor({ keys, local }: ExaminersOptions, onEnd: (isWanted: boolean) => void) {
    // Bundled, the thread's program stands beside this one.
    const program = import.meta.url.endsWith('.ts') ? './thread.ts' : './examine-thread.mjs'
    this.#worker = new Worker(new URL(program, import.meta.url), {
      name: 'examine',
      workerData: { keys },
      resourceLimits,
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
 * for a while, so an idle engine has none.
 */
export class Examiners implements Examining {
  readonly #options: ExaminersOptions
  readonly #helpers = new Set<Helper>()
  #rest: NodeJS.Timeout | undefined
  #isRefused = false

  constructor(options: ExaminersOptions) {
    this.#options = options
  }

  /** Batches that are worth having under way at once: two for each thread, and one for this. */
  get width(): number {
    return this.#isRefused || this.#options.threads < 1 ? 1 : 2 * this.#options.threads + 1
  }

  examine(batch: Batch): ReturnType<Examining['examine']> {
    const helper = isLarge(batch) ? this.#helper() : undefined
    return helper ? helper.examine(batch) : this.#options.local.examine(batch)
  }

  /** Starts all threads before there is work, and waits for them. */
  async start(): Promise<void> {
    while (!this.#isRefused && this.#helpers.size < this.#options.threads) this.#start()
    await Promise.all([...this.#helpers].map(({ started }) => started))
  }

  async close(): Promise<void> {
    clearTimeout(this.#rest)
    await Promise.all([...this.#helpers].map((helper) => helper.end()))
  }

  /** One with room. Others are started meanwhile. */
  #helper(): Helper | undefined {
    const { threads } = this.#options
    if (this.#isRefused || threads < 1) return undefined
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => void this.#relax(), restMs).unref()
    if (this.#helpers.size < threads) this.#start()
    let best: Helper | undefined
    for (const helper of this.#helpers) {
      if (helper.hasRoom && (!best || helper.load < best.load)) best = helper
    }
    return best
  }

  #start(): void {
    const helper: Helper = new Helper(this.#options, (isWanted) => {
      this.#helpers.delete(helper)
      if (isWanted) this.#isRefused = true
    })
    this.#helpers.add(helper)
  }

  async #relax(): Promise<void> {
    const idle = [...this.#helpers].filter(({ load }) => load === 0)
    await Promise.all(idle.map((helper) => helper.end()))
  }
}
