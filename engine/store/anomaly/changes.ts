import type { EpochMs } from '../../../contract/event.ts'

/** Bins that are kept together in one row: what a batch touches lies in a few of them. */
export const partBins = 128

/** What became of the scores of one source and day: new values, not additions. */
export interface ScoreChange {
  readonly sourceId: number
  /** midnight (UTC) of the day of arrival */
  readonly day: EpochMs
  readonly requests: number
  readonly first: EpochMs
  readonly firstEvent: EpochMs
  readonly lastEvent: EpochMs
  /** the parts of the histogram that were touched: their number and their counts by bin */
  readonly parts: readonly (readonly [part: number, counts: Uint32Array])[]
}

/** Anomalies of one source and clock hour of arrival, to be added. */
export interface UseChange {
  readonly hour: EpochMs
  readonly sourceId: number
  readonly alerts: number
  readonly grouped: number
}

/** A line that is grouped under the alert of its day. */
export interface GroupedLine {
  readonly time: EpochMs
  readonly score: number
  readonly seal: () => string
}

/** Lines grouped under the alert of a day. */
export interface GroupChange {
  readonly day: EpochMs
  /** of the alert it begins with, which is among those of the batch; absent where the group is there already */
  readonly opening?: { readonly key: string } | undefined
  readonly count: number
  readonly lastTime: EpochMs
  /** those with the highest scores, highest first; of equal scores the first */
  readonly examples: readonly GroupedLine[]
}

/** What a turn brought to the budget of anomaly alerts. */
export interface AnomalyChanges {
  /** id of the model that scored */
  readonly model: string
  readonly scores: readonly ScoreChange[]
  readonly uses: readonly UseChange[]
  readonly groups: readonly GroupChange[]
  /** thresholds by source as JSON, where they were calibrated anew */
  readonly calibration?: string | undefined
}
