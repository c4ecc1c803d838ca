import type { ComparedLine, ModelComparison } from '../../../contract/model.ts'
import { standAlone } from '../../../detectors/stand-alone.ts'
import { extractFeatures } from '../../../ml/extract-features.ts'
import { features } from '../../../ml/features.ts'
import { reasonsOf } from '../../../ml/reasons.ts'
import { Scorer } from '../../../ml/scorer.ts'
import { budgetModel } from '../../anomaly/budget-model.ts'
import { binOf, scoreBins, scoreReachedBy } from '../../anomaly/score-histogram.ts'
import { dayMs } from '../../store/time-steps.ts'
import { Refused } from './refused.ts'
import { type OpenedRequest, readRequests } from './requests.ts'
import { Highest, Sample } from './sample.ts'
import type { CompareTask, Progress, Scores } from './task.ts'

const width = features.length
const shownOfEach = 20
/** Requests of each model's highest scores whose lines are kept: those that only one reports are among them. */
const keptOfEach = 2_000
const longestShown = 8_192

interface Scored {
  readonly token: number
  readonly sourceId: number
  readonly this: number
  readonly other: number
}

/** A request that may be shown: its line, and its features as the model sees them. */
interface Candidate extends Scored {
  readonly score: number
  readonly time: number
  readonly sourceIp: string
  readonly raw: string
  readonly row: Float32Array
}

/** One of the two models. */
class Side {
  readonly scorer: Scorer
  readonly highest = new Highest<Candidate>(keptOfEach)

  constructor(scorer: Scorer) {
    this.scorer = scorer
  }

  async score(requests: readonly OpenedRequest[]): Promise<{ rows: Float32Array; scores: Float32Array }> {
    const rows = new Float32Array(requests.length * width)
    for (const [i, { event }] of requests.entries())
      extractFeatures(event, this.scorer.profile, rows, i * width)
    return { rows, scores: await this.scorer.score(rows, requests.length) }
  }
}

export interface Compared {
  readonly comparison: ModelComparison
  readonly scores: Scores[]
}

/** Scores a sample of the traffic by two models, and tells what each would have reported within the budget. */
export async function compare(task: CompareTask, tell: (progress: Progress) => void): Promise<Compared> {
  const load = async ({ path, referenceFile }: CompareTask['model']) =>
    new Side(await Scorer.load(path, { referenceFile }))
  const [mine, other] = [await load(task.model), await load(task.other)]
  const sample = new Sample<Scored>(task.most)
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let waiting: OpenedRequest[] = []

  async function scoreWaiting(): Promise<void> {
    const requests = waiting.filter(({ token }) => sample.isWanted(token))
    waiting = []
    const [byMine, byOther] = [await mine.score(requests), await other.score(requests)]
    requests.forEach((request, i) => {
      const { token, sourceId } = request
      const scored = { token, sourceId, this: byMine.scores[i] ?? 0, other: byOther.scores[i] ?? 0 }
      sample.add(scored)
      const keep = (side: Side, score: number, rows: Float32Array): void => {
        if (!side.highest.takes(score)) return
        side.highest.add(candidateOf(request, scored, score, rows.slice(i * width, (i + 1) * width)))
      }
      keep(mine, scored.this, byMine.rows)
      keep(other, scored.other, byOther.rows)
    })
  }

  const read = await readRequests(task.traffic, {
    isWanted: sample.isWanted,
    visit: (request) => {
      first = Math.min(first, request.event.time)
      last = Math.max(last, request.event.time)
      waiting.push(request)
    },
    onRead: async ({ share, lines, requests, leftOut }) => {
      await scoreWaiting()
      tell({ kind: 'progress', phase: 'comparing', share, linesRead: lines, requests, leftOut })
    },
  })
  if (read.requests === 0) throw new Refused(noTraffic)

  const { kept, stride } = sample
  const days = Math.max(1, (last - first) / dayMs)
  // As the calibration of the budget does it.
  const thresholdOf = ({ scorer }: Side, by: ComparedLine['by']): number => {
    const wanted = scoreReachedBy(countsOf(kept, by, stride), Math.floor(task.budget * days))
    return task.ownThreshold ?? Math.max(budgetModel(scorer.metadata).floor, wanted)
  }
  const threshold = { this: thresholdOf(mine, 'this'), other: thresholdOf(other, 'other') }
  const isBy = (scored: Scored, by: ComparedLine['by']): boolean => scored[by] >= threshold[by]
  const count = (byThis: boolean, byOther: boolean): number =>
    stride * kept.filter((one) => isBy(one, 'this') === byThis && isBy(one, 'other') === byOther).length
  const names = new Map(task.traffic.sources.map(({ id, name }) => [id, name]))
  const examples = (side: Side, by: ComparedLine['by'], notBy: ComparedLine['by']): ComparedLine[] =>
    side.highest
      .sorted()
      .filter((one) => sample.isWanted(one.token) && isBy(one, by) && !isBy(one, notBy))
      .slice(0, shownOfEach)
      .map(({ time, sourceId, sourceIp, raw, row, ...scored }) => ({
        by,
        time,
        sourceName: names.get(sourceId) ?? '',
        sourceIp,
        raw,
        score: { this: scored.this, other: scored.other },
        reasons: reasonsOf(side.scorer, row),
      }))
  const comparison = {
    modelId: task.model.id,
    otherId: task.other.id,
    period: { from: first, to: last + 1 },
    requests: stride * kept.length,
    threshold,
    isOwnThreshold: task.ownThreshold !== null,
    reported: { both: count(true, true), onlyThis: count(true, false), onlyOther: count(false, true) },
    examples: [...examples(mine, 'this', 'other'), ...examples(other, 'other', 'this')],
  }
  await Promise.all([mine.scorer.close(), other.scorer.close()])
  return { comparison, scores: scoresOf(sample, comparison.period) }
}

/** The first model's scores of a sample, counted by source. */
function scoresOf({ kept, stride }: Sample<Scored>, period: Scores['period']): Scores[] {
  const bySource = Map.groupBy(kept, ({ sourceId }) => sourceId)
  return [...bySource].map(([sourceId, those]) => ({
    sourceId,
    counts: countsOf(those, 'this', stride),
    period,
  }))
}

/** Scores by bin; each stands for `stride` requests. */
function countsOf(scored: readonly Scored[], by: ComparedLine['by'], stride: number): Uint32Array {
  const counts = new Uint32Array(scoreBins)
  for (const one of scored) {
    const bin = binOf(one[by])
    counts[bin] = (counts[bin] ?? 0) + stride
  }
  return counts
}

const noTraffic =
  'There is nothing to compare the models on: no request of the last days is retained in the chosen sources.'

/** A copy of its own: a part of an opened token would keep all of it in memory. */
const candidateOf = (
  { event, raw }: OpenedRequest,
  scored: Scored,
  score: number,
  row: Float32Array,
): Candidate => ({
  ...scored,
  score,
  time: event.time,
  sourceIp: standAlone(event.sourceIp),
  raw: standAlone(raw.slice(0, longestShown)),
  row,
})
