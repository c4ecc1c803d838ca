import { ChangeWatch } from './change-watch.ts'
import type { CollectorState } from './collectors/plain-file.ts'
import type { Input } from './inputs/input.ts'
import { pause } from './pause.ts'
import type { Pipeline, PipelineParts, Turn } from './pipeline/index.ts'

const retryMs = 2_000
/** Tokens that must all fail before "wrong key?" is asked. */
const wrongKeyAfter = 3

interface InputState extends CollectorState {
  opened: number
  refused: number
}

export interface RunnerOptions {
  readonly pipeline: Pipeline
  /** asked at the start of each turn: settings may have changed them */
  readonly parts: () => PipelineParts
  /** a better sentence for an error it knows */
  readonly explain?: (error: unknown) => string | undefined
  readonly onTurn: (turn: Turn) => void
}

/** Turns the pipeline for every input, one after the other, for as long as the engine lives. */
export class Runner {
  readonly #options: RunnerOptions
  readonly #inputs = new Map<string, Input>()
  readonly #states = new Map<string, InputState>()
  readonly #stop = new AbortController()
  #done: Promise<void> | undefined
  readonly #watch = new ChangeWatch()
  #idleRounds = 0
  #turning: Promise<unknown> = Promise.resolve()
  /** what is done between two turns; the next one waits for it */
  #between: Promise<unknown> = Promise.resolve()
  /** the sentence of the last failed turn, undefined once one works again */
  problem: string | undefined

  constructor(options: RunnerOptions) {
    this.#options = options
  }

  add(input: Input): void {
    this.#inputs.set(input.name, input)
    this.#watch.ring()
  }

  has(name: string): boolean {
    return this.#inputs.has(name)
  }

  async remove(name: string): Promise<void> {
    const input = this.#inputs.get(name)
    this.#inputs.delete(name)
    this.#states.delete(name)
    await this.#turning
    await this.#options.pipeline.forget(name)
    await input?.close()
  }

  /** Does something while no turn is under way. */
  between<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#between
    const done = (async () => {
      await before
      await this.#turning
      return work()
    })()
    this.#between = done.catch(() => undefined)
    return done
  }

  state(name: string): CollectorState | undefined {
    return this.#states.get(name)
  }

  /** Whether the tokens of an input all failed so far: most likely its key is another. */
  hasWrongKey(name: string): boolean {
    const state = this.#states.get(name)
    return state !== undefined && state.opened === 0 && state.refused >= wrongKeyAfter
  }

  /** Works off what the inputs hold now, so that collectors start where the sealed log ends. */
  async drain(): Promise<void> {
    while (await this.#round()) {
      if (this.#stop.signal.aborted) return
    }
  }

  /** Resolves after a round in which no input had anything more. */
  async idle(): Promise<void> {
    const from = this.#idleRounds
    while (this.#idleRounds < from + 2 && !this.#stop.signal.aborted) {
      this.#watch.ring()
      await pause(20, this.#stop.signal)
    }
  }

  start(): void {
    this.#done ??= this.#run()
  }

  /** Lets the turn at hand finish and begins no other. */
  stop(): void {
    this.#stop.abort()
  }

  async close(): Promise<void> {
    this.stop()
    await this.#done
    for (const input of this.#inputs.values()) {
      await this.#options.pipeline.forget(input.name)
      await input.close()
    }
    this.#inputs.clear()
    await this.#options.pipeline.close()
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      if (await this.#round()) {
        this.#watch.found()
        continue
      }
      this.#idleRounds++
      const paths = [...this.#inputs.values()].map(({ path }) => path)
      await this.#watch.rest(paths, this.#stop.signal)
    }
    this.#watch.close()
  }

  /** One turn for every input. Answers whether any had work. */
  async #round(): Promise<boolean> {
    let worked = false
    for (const input of [...this.#inputs.values()]) {
      await this.#between
      if (this.#stop.signal.aborted) return false
      const turning = this.#turn(input)
      this.#turning = turning
      worked = (await turning) || worked
    }
    return worked
  }

  async #turn(input: Input): Promise<boolean> {
    try {
      const done = await this.#options.pipeline.turn(input, this.#options.parts())
      const { chunk } = done
      const opened = [...chunk.tokens.values()].reduce((a, b) => a + b, 0) - chunk.failed.length
      const before = this.#states.get(input.name)
      this.#states.set(input.name, {
        state: chunk.state,
        message: chunk.notice,
        offset: chunk.offset,
        size: chunk.size,
        opened: (before?.opened ?? 0) + opened,
        refused: (before?.refused ?? 0) + chunk.failed.length,
      })
      this.problem = undefined
      const worked = chunk.isRecalled || chunk.lines.length > 0 || chunk.tokens.size > 0
      if (worked) this.#options.onTurn(done)
      return worked
    } catch (error) {
      // The transaction took nothing: go back to the committed position and try again.
      const reason = error instanceof Error ? error.message : String(error)
      const known = this.#options.explain?.(error)
      this.problem =
        known ??
        `The engine cannot go on with ${input.name} (${reason}): it tries again every ${retryMs / 1000} seconds, nothing is lost.`
      await this.#options.pipeline.forget(input.name)
      await input.rewind()
      await pause(retryMs, this.#stop.signal)
      return false
    }
  }
}
