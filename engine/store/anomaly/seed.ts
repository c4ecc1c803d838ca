import { scoreBins } from '../../anomaly/score-histogram.ts'
import type { Database } from '../database.ts'
import { dayMs, floorTo } from '../time-steps.ts'
import { forgetCalibration } from './calibration-store.ts'
import { partBins } from './changes.ts'
import { scoreWriter } from './score-store.ts'

/** Scores a model gave to requests without a finding, of one source. */
export interface ScoreSeed {
  readonly sourceId: number
  /** by bin, see `score-histogram.ts` */
  readonly counts: Uint32Array
  /** event times of the requests, epoch milliseconds */
  readonly period: { readonly from: number; readonly to: number }
}

/**
 * Begins a model with the scores it gives recent traffic, so that its thresholds are calibrated from its first line on.
 * They count as one day that is over, the one before `now`, which stands for the period of their event times; what that
 * day held of the model is replaced. To be called while another model scores.
 * @param now epoch milliseconds
 */
export function seedScores(db: Database, model: string, seeds: readonly ScoreSeed[], now: number): void {
  const write = scoreWriter(db)
  const day = floorTo(now, dayMs) - dayMs
  db.transaction(() => {
    for (const { sourceId, counts, period } of seeds) {
      const requests = counts.reduce((sum, count) => sum + count, 0)
      const parts = Array.from({ length: scoreBins / partBins }, (_, part) => {
        return [part, counts.slice(part * partBins, (part + 1) * partBins)] as const
      })
      const { from: firstEvent, to: lastEvent } = period
      write(model, { sourceId, day, requests, first: day, firstEvent, lastEvent, parts })
    }
    forgetCalibration(db)
  })()
}
