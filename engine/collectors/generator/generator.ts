import type { GeneratorOptions, GeneratorStatus } from '../../../contract/engine-status.ts'
import type { EpochMs } from '../../../contract/event.ts'
import { pause } from '../../pause.ts'
import { createTraffic } from './traffic.ts'

const tickMs = 200

export interface GeneratorParts {
  /** seals the lines; the generator waits for it */
  readonly append: (lines: string[], at: EpochMs) => Promise<void>
  readonly onFailure?: (sentence: string) => void
}

/** Makes traffic at a chosen rate until it is stopped. */
export class Generator {
  readonly #parts: GeneratorParts
  #stop: AbortController | undefined
  #done: Promise<void> = Promise.resolve()
  #options: GeneratorOptions = { rate: 20, seed: 1 }
  #lines = 0

  constructor(parts: GeneratorParts) {
    this.#parts = parts
  }

  get status(): GeneratorStatus {
    return { ...this.#options, running: this.#stop !== undefined, lines: this.#lines }
  }

  /** Starts anew; a running one is stopped first. */
  async start(options: GeneratorOptions): Promise<GeneratorStatus> {
    await this.stop()
    this.#options = options
    this.#lines = 0
    this.#stop = new AbortController()
    this.#done = this.#run(options, this.#stop.signal)
    return this.status
  }

  async stop(): Promise<GeneratorStatus> {
    this.#stop?.abort()
    await this.#done
    this.#stop = undefined
    return this.status
  }

  async #run({ rate, seed }: GeneratorOptions, signal: AbortSignal): Promise<void> {
    const traffic = createTraffic(seed)
    let owed = 1
    let last = Date.now()
    try {
      while (!signal.aborted) {
        const now = Date.now()
        // A machine that slept owes a second of lines at most.
        owed += (Math.min(now - last, 1_000) * rate) / 1_000
        last = now
        const count = Math.floor(owed)
        owed -= count
        if (count > 0) {
          await this.#parts.append(
            Array.from({ length: count }, () => traffic.next(now).line),
            now,
          )
          this.#lines += count
        }
        await pause(tickMs, signal)
      }
    } catch (error) {
      this.#stop = undefined
      const reason = error instanceof Error ? error.message : String(error)
      this.#parts.onFailure?.(`The attack generator stopped: its lines cannot be sealed (${reason}).`)
    }
  }
}
