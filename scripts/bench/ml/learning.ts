import type { LogEvent } from '../../../contract/event.ts'
import { Random } from '../../../engine/collectors/generator/random.ts'
import { extractFeatures } from '../../../ml/extract-features.ts'
import { type Feature, features } from '../../../ml/features.ts'
import { SiteProfile } from '../../../ml/profile/index.ts'
import { growModel } from '../../../ml/train.ts'
import { TrainingSet } from '../../../ml/training-set.ts'

export const [trees, maxSamples] = [200, 256]
/** Forests are grown by chance: figures are means over these. */
export const seeds = [1, 2, 3, 4, 5] as const
export const rowsKept = 20_000

/** What a column holds. */
export type Column = Pick<Feature, 'name' | 'most' | 'ofHistory'>

/** Rows of columns, of what is learnt from and of what is to be scored. */
export interface Learnt {
  readonly columns: readonly Column[]
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
  const width = features.length
  const learnt: Learnt = {
    columns: features,
    profile: used,
    rows,
    rowsOf(events) {
      const out = new Float32Array(events.length * width)
      for (const [i, event] of events.entries()) if (event) extractFeatures(event, used, out, i * width)
      return out
    },
  }
  return hasHistory ? learnt : without(learnt, ({ ofHistory }) => ofHistory === true)
}

/**
 * The same without some of its columns. They are gone, not 0: a tree cuts beyond what it saw, so a column that says
 * nothing would still take its share of the cuts.
 */
export function without(learnt: Learnt, isLeftOut: (column: Column) => boolean): Learnt {
  const kept = learnt.columns.flatMap((column, i) => (isLeftOut(column) ? [] : [i]))
  const narrow = (rows: Float32Array): Float32Array => {
    const [wide, width] = [learnt.columns.length, kept.length]
    const out = new Float32Array((rows.length / wide) * width)
    for (let row = 0; row * width < out.length; row++)
      for (let i = 0; i < width; i++) out[row * width + i] = rows[row * wide + (kept[i] ?? 0)] ?? 0
    return out
  }
  return {
    columns: learnt.columns.filter((column) => !isLeftOut(column)),
    profile: learnt.profile,
    rows: narrow(learnt.rows),
    rowsOf: (events) => narrow(learnt.rowsOf(events)),
  }
}

/** Scores rows by a forest of ours. */
export function scoreByForest({ rows, profile, columns }: Learnt, seed: number) {
  const random = new Random(seed)
  const width = columns.length
  const options = { trees, maxSamples, random: () => random.next() }
  const { walk } = growModel(rows, rows.length / width, profile, options, columns)
  return (asked: Float32Array): Float32Array => walk(asked, asked.length / width)
}
