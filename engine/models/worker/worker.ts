/** A thread that trains or compares models, answers and ends: `work.ts` starts it. */
import { parentPort, workerData } from 'node:worker_threads'
import { letOthersGoFirst } from '../../niceness.ts'
import { compare } from './compare.ts'
import { Refused } from './refused.ts'
import { Task, type Told } from './task.ts'
import { train } from './train.ts'

const tellEveryMs = 200

letOthersGoFirst('training')

function tell(told: Told): void {
  parentPort?.postMessage(told)
}

let toldAt = 0
let toldPhase: string | undefined
/** Progress comes by the piece; a person reads it a few times a second. */
function tellProgress(progress: Extract<Told, { kind: 'progress' }>): void {
  const now = performance.now()
  if (now < toldAt + tellEveryMs && progress.phase === toldPhase && progress.share < 1) return
  toldAt = now
  toldPhase = progress.phase
  tell(progress)
}

const task = Task.parse(workerData)
try {
  if (task.kind === 'train') tell({ kind: 'trained', model: await train(task, tellProgress) })
  else tell({ kind: 'compared', ...(await compare(task, tellProgress)) })
} catch (error) {
  if (!(error instanceof Refused)) throw error
  tell({ kind: 'refused', sentence: error.message })
}
