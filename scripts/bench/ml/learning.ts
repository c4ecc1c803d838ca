import type { LogEvent } from '../../../contract/event.ts'
import { Random } from '../../../engine/collectors/generator/random.ts'
import { extractFeatures } from '../../../ml/extract-features.ts'
import { features } from '../../../ml/features.ts'
import { SiteProfile } from '../../../ml/profile/index.ts'
import { growModel } from '../../../ml/train.ts'
import { TrainingSet } from '../../../ml/training-set.ts'

export const width = features.length
export const [trees, maxSamples] = [200, 256]
/** Forests are grown by chance: figures are means over these. */
export const seeds = [1, 2, 3] as const
const rowsKept = 20_000

/** Rows of features of what is learnt from and of what is to be scored. */
export interface Learnt {
  readonly profile: SiteProfile
  readonly rows: Float32Array
  rowsOf(events: readonly (LogEvent | undefined)[]): Float32Array
}

/** An event and the stratum that the sample is to be fair to. */
export type Lesson = readonly [event: LogEvent, stratum: string]

/** @param hasHistory false: as the shipped model, which knows no site */
export function learn(lessons: readonly Lesson[], hasHistory: boolean): Learnt {
  const random = new Random(20261121)
  const set = new TrainingSet({ rows: rowsKept, random: () => random.next() })
  for (const [event, stratum] of lessons) set.add(event, stratum)
  const { rows, profile } = set.rows()
  const used = hasHistory ? profile : SiteProfile.empty
  if (!hasHistory) clear(rows, ({ ofHistory }) => ofHistory === true)
  return {
    profile: used,
    rows,
    rowsOf(events) {
      const out = new Float32Array(events.length * width)
      for (const [i, event] of events.entries()) if (event) extractFeatures(event, used, out, i * width)
      return out
    },
  }
}

/** Sets columns to 0: a forest never asks for what is constant. */
export function clear(rows: Float32Array, isCleared: (feature: (typeof features)[number]) => boolean): void {
  const columns = features.map(isCleared)
  for (let i = 0; i < rows.length; i++) if (columns[i % width]) rows[i] = 0
}

/** Scores rows by a forest of ours. */
export function scoreByForest({ rows, profile }: Pick<Learnt, 'rows' | 'profile'>, seed: number) {
  const random = new Random(seed)
  const options = { trees, maxSamples, random: () => random.next() }
  const { walk } = growModel(rows, rows.length / width, profile, options)
  return (asked: Float32Array): Float32Array => walk(asked, asked.length / width)
}
