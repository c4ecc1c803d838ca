import { TrainingSet } from '../../../ml/training-set.ts'
import { Random } from '../../collectors/generator/random.ts'
import { dayMs, floorTo } from '../../store/time-steps.ts'
import { Refused } from './refused.ts'
import { readRequests } from './requests.ts'
import type { Progress, TrainTask } from './task.ts'

/** Fewer tell nothing of what is usual. */
export const fewestRequests = 1_000

/** Learns a model of the innocent requests in the traffic. @throws Refused where they are too few */
export async function train(task: TrainTask, tell: (progress: Progress) => void): Promise<Uint8Array> {
  const { traffic, name, trees, maxSamples, rows, seed } = task
  const random = new Random(seed)
  const set = new TrainingSet({ rows, random: () => random.next() })
  const requestsOf = new Map<number, number>()
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  const read = await readRequests(traffic, {
    visit: ({ event, sourceId }) => {
      set.add(event, `${floorTo(event.time, dayMs)}|${sourceId}`)
      requestsOf.set(sourceId, (requestsOf.get(sourceId) ?? 0) + 1)
      first = Math.min(first, event.time)
      last = Math.max(last, event.time)
    },
    onRead: ({ share, lines, requests, leftOut }) =>
      tell({ kind: 'progress', phase: 'reading', share, linesRead: lines, requests, leftOut }),
  })
  if (read.requests < fewestRequests) throw new Refused(tooFew(read.requests, read.leftOut))
  const soFar = { linesRead: read.lines, requests: read.requests, leftOut: read.leftOut }
  tell({ kind: 'progress', phase: 'growing', share: 0, ...soFar })
  return set.train({
    name,
    trees,
    maxSamples,
    seed,
    sources: traffic.sources.flatMap(({ id, name: source }) => {
      const requests = requestsOf.get(id)
      return requests === undefined ? [] : [{ id, name: source, requests }]
    }),
    period: { from: first, to: last + 1 },
    leftOut: read.leftOut,
    trainedAt: new Date(),
    onProgress: (share: number) => tell({ kind: 'progress', phase: 'growing', share, ...soFar }),
  })
}

const tooFew = (requests: number, leftOut: number): string =>
  `A model needs at least ${fewestRequests.toLocaleString('en')} innocent requests to learn from; in the chosen period and sources there are ${requests.toLocaleString('en')}${leftOut > 0 ? ` and ${leftOut.toLocaleString('en')} that were left out as attacks` : ''}: choose more days or sources.`
