import type { Training } from '../../contract/model.ts'
import { BadInput } from '../errors.ts'
import { startWork, type Work, type WorkOptions } from './work.ts'
import type { Compared } from './worker/compare.ts'
import type { CompareTask, Progress, TrainTask } from './worker/task.ts'

/** How much of the whole work each phase is, by what they take. */
const weights = { reading: 0.6, growing: 0.15, comparing: 0.25 } as const
const before = { reading: 0, growing: weights.reading, comparing: weights.reading + weights.growing } as const

export interface TrainingParts {
  /** keeps a trained model and answers its id */
  readonly keep: (model: Uint8Array) => Promise<string>
  readonly discard: (id: string) => void
  /** what the new model is to be compared with, and on what */
  readonly comparison: (id: string) => Promise<CompareTask>
  readonly onCompared: (compared: Compared) => void
  readonly limits?: WorkOptions['limits']
}

const none: Training = { phase: 'none', share: 0, linesRead: 0, requests: 0, leftOut: 0 }
const isOver = ({ phase }: Training): boolean => !(phase in weights)

/** Makes one model at a time: reads and grows, keeps the model, compares it with the active one. */
export class TrainingJob {
  readonly #parts: TrainingParts
  #state: Training = none
  #work: Work | undefined
  #running: Promise<void> = Promise.resolve()

  constructor(parts: TrainingParts) {
    this.#parts = parts
  }

  get state(): Training {
    return this.#state
  }

  get isUnderWay(): boolean {
    return !isOver(this.#state)
  }

  /** @throws BadInput where another training is under way */
  start(task: TrainTask): Training {
    if (this.isUnderWay)
      throw new BadInput('Another training is under way: wait until it is done, or cancel it.')
    this.#state = { ...none, phase: 'reading', startedAt: Date.now() }
    this.#running = this.#run(task).catch((error: unknown) => {
      if (isOver(this.#state)) return
      const reason = error instanceof Error ? error.message : String(error)
      const { modelId } = this.#state
      // What was kept stays: only its comparison is missing.
      if (modelId === undefined) this.#end({ phase: 'failed', problem: reason })
      else this.#end({ phase: 'done', share: 1, problem: `The new model was not compared: ${reason}` })
    })
    return this.#state
  }

  /** Ends a training that is under way. A model that is kept already stays, uncompared. */
  async cancel(): Promise<Training> {
    if (!isOver(this.#state)) {
      this.#end({ phase: 'cancelled' })
      await this.#work?.cancel()
      await this.#running
    }
    return this.#state
  }

  /** Resolves when nothing is under way. */
  idle(): Promise<void> {
    return this.#running
  }

  async #run(task: TrainTask): Promise<void> {
    const model = await this.#do(task)
    if (model.kind !== 'trained' || isOver(this.#state)) return
    const modelId = await this.#parts.keep(model.model)
    // Cancelled while its file was written.
    if (isOver(this.#state)) return this.#parts.discard(modelId)
    this.#state = { ...this.#state, phase: 'comparing', modelId }
    const comparison = await this.#parts.comparison(modelId)
    // Cancelled meanwhile: a thread that began now would be nobody's to end.
    if (isOver(this.#state)) return
    const compared = await this.#do(comparison)
    if (compared.kind !== 'compared') return
    this.#parts.onCompared(compared)
    this.#end({ phase: 'done', share: 1 })
  }

  #do(task: TrainTask | CompareTask): Work['answer'] {
    const { limits } = this.#parts
    this.#work = startWork(task, { limits, onProgress: (progress) => this.#progress(progress) })
    return this.#work.answer
  }

  #progress({ phase, share, linesRead, requests, leftOut }: Progress): void {
    if (isOver(this.#state)) return
    const { startedAt = Date.now() } = this.#state
    const whole = Math.min(1, before[phase] + share * weights[phase])
    const elapsed = (Date.now() - startedAt) / 1000
    this.#state = {
      ...this.#state,
      phase,
      share: whole,
      // The comparison reads other lines: what was learnt from stays told.
      ...(phase !== 'comparing' && { linesRead, requests, leftOut }),
      ...(whole > 0.02 && { secondsLeft: (elapsed * (1 - whole)) / whole }),
    }
  }

  #end(end: Pick<Training, 'phase'> & Partial<Training>): void {
    const { secondsLeft: _, ...state } = this.#state
    this.#state = { ...state, ...end }
  }
}
