import { once } from 'node:events'
import { type ResourceLimits, Worker } from 'node:worker_threads'
import { Refused } from './worker/refused.ts'
import type { Progress, Task } from './worker/task.ts'
import { Told } from './worker/task.ts'

/**
 * Without limits V8 would grow the thread's heap by what the machine has. What a training holds lies in typed arrays,
 * which do not count here; the rest is the forest while its file is written.
 */
const workerLimits: ResourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 640 }

/** What the worker answers at its end. */
export type Answer = Exclude<Told, Progress | { kind: 'refused' }>

export interface WorkOptions {
  readonly onProgress?: (progress: Progress) => void
  /** of the worker's heap */
  readonly limits?: ResourceLimits | undefined
}

/** A task under way on a thread of its own. */
export interface Work {
  /** @throws Refused; an error with one sentence where the thread ended without an answer */
  readonly answer: Promise<Answer>
  /** Ends the thread at once; its answer is an error then. */
  cancel(): Promise<void>
}

/** Starts a thread for a task. Its keys go there by memory alone. */
export function startWork(task: Task, options: WorkOptions = {}): Work {
  // Bundled, the thread's program stands beside this one.
  const program = import.meta.url.endsWith('.ts') ? './worker/worker.ts' : './model-worker.mjs'
  const worker = new Worker(new URL(program, import.meta.url), {
    name: 'models',
    workerData: task,
    resourceLimits: options.limits ?? workerLimits,
  })
  const { promise: answer, resolve, reject } = Promise.withResolvers<Answer>()
  worker.on('message', (data: unknown) => {
    const { data: told, error } = Told.safeParse(data)
    // Thrown here, it would end the engine.
    if (!told) reject(new Error('Its thread gave an answer that is none: try again.', { cause: error }))
    else if (told.kind === 'progress') options.onProgress?.(told)
    else if (told.kind === 'refused') reject(new Refused(told.sentence))
    else resolve(told)
  })
  worker.once('error', (error: unknown) => reject(new Error(sentenceOf(error), { cause: error })))
  // An answer that was given stays the answer.
  worker.once('exit', () => reject(new Error('Its thread was ended before it was done: try again.')))
  // Who cancels awaits no answer.
  answer.catch(() => undefined)
  const ended = once(worker, 'exit').catch(() => undefined)
  return {
    answer,
    async cancel() {
      await worker.terminate()
      await ended
    },
  }
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const isFull = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isFull ? 'It needs more memory than it may have: take fewer rows, trees or samples.' : error.message
}
