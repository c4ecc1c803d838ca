import { Random } from '../../../engine/collectors/generator/random.ts'
import { TrainingSet } from '../../../ml/training-set.ts'
import { maxSamples, trees } from './learning.ts'
import { generatedEvents } from './samples.ts'

const lines = 1_000_000
const rows = 100_000
const different = 50_000

/** What a training on a million requests takes, on one core: seconds of the processor, and the memory of the process. */
export function measureTraining(): Record<string, number> {
  const events = generatedEvents(different, 11)
  const random = new Random(1)
  const before = process.memoryUsage.rss()
  const counting = process.cpuUsage()
  const set = new TrainingSet({ rows, random: () => random.next() })
  for (let i = 0; i < lines; i++) {
    const event = events[i % different]
    if (event) set.add(event, `day ${Math.floor(i / 100_000)}`)
  }
  const counted = secondsSince(counting)
  const growing = process.cpuUsage()
  set.train({ name: 'bench', trees, maxSamples, seed: 1, sources: [], leftOut: 0, trainedAt: new Date(0) })
  return {
    lines,
    rows,
    trees,
    countSeconds: counted,
    trainSeconds: secondsSince(growing),
    memoryMb: Math.round((process.memoryUsage.rss() - before) / 2 ** 20),
  }
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return Math.round((user + system) / 10_000) / 100
}
