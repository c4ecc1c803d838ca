import type { AnomalyBudget, Calibration, Drift } from '../../contract/anomaly.ts'
import type { DriftNotice } from '../../contract/query.ts'
import { readCalibration } from '../store/anomaly/calibration-store.ts'
import { ScoreStore } from '../store/anomaly/score-store.ts'
import { UseStore } from '../store/anomaly/use-store.ts'
import type { Database } from '../store/database.ts'
import { dayMs, floorTo, hourMs } from '../store/time-steps.ts'
import type { BudgetSettings } from './budget.ts'
import type { BudgetModel } from './budget-model.ts'
import { driftDays, findDrift } from './drift.ts'
import { readThresholds } from './thresholds.ts'

export interface BudgetReportParts {
  readonly db: Database
  readonly model: () => BudgetModel
  readonly settings: () => BudgetSettings
}

interface Looked {
  readonly model: string
  readonly today: number
  readonly bySource: ReadonlyMap<number, Drift>
}

/** Tells of the budget of anomaly alerts: what was used, what each source's threshold rests on, whether scores shifted. */
export class BudgetReport {
  readonly #parts: BudgetReportParts
  #looked: Looked | undefined

  constructor(parts: BudgetReportParts) {
    this.#parts = parts
  }

  /** @param now epoch milliseconds */
  budget(now: number): AnomalyBudget {
    const { db, settings, model } = this.#parts
    const { perDay, ownThreshold } = settings()
    const hour = floorTo(now, hourMs)
    const { alerts: used, grouped } = new UseStore(db).sums(hour - dayMs, hour)
    const names = sourceNames(db)
    const drifts = this.#drifts(now)
    const sources = (readThresholds(readCalibration(db), model().id)?.sources ?? []).flatMap(
      ({ sourceId, threshold, requests, isCalibrated, since }): Calibration[] => {
        const sourceName = names.get(sourceId)
        const drift = drifts.get(sourceId)
        if (sourceName === undefined) return []
        return [
          {
            sourceId,
            sourceName,
            threshold: ownThreshold ?? threshold,
            requests,
            isCalibrated: isCalibrated && ownThreshold === null,
            ...(since !== undefined && { since }),
            ...(drift && { drift }),
          },
        ]
      },
    )
    return { perDay, used, grouped, sources }
  }

  /** Sources whose scores have shifted, the strongest shift first. */
  drifts(now: number): DriftNotice[] {
    const names = sourceNames(this.#parts.db)
    return [...this.#drifts(now)]
      .flatMap(([sourceId, drift]) => {
        const sourceName = names.get(sourceId)
        return sourceName === undefined ? [] : [{ sourceId, sourceName, ...drift }]
      })
      .sort((a, b) => b.index - a.index)
  }

  /** What was found is as old as a day that is over, so it is kept until the next one is. */
  #drifts(now: number): ReadonlyMap<number, Drift> {
    const { db, model } = this.#parts
    const { id } = model()
    const today = floorTo(now, dayMs)
    if (this.#looked?.model === id && this.#looked.today === today) return this.#looked.bySource
    const store = new ScoreStore(db)
    const found = new Map<number, Drift>()
    for (const source of store.sources(id)) {
      const drift = findDrift(store.days(id, source, today - driftDays * dayMs, today), now)
      if (drift) found.set(source, drift)
    }
    this.#looked = { model: id, today, bySource: found }
    return found
  }
}

const sourceNames = (db: Database): ReadonlyMap<number, string> =>
  new Map(
    db
      .prepare<[], { id: number; name: string }>('SELECT id, name FROM source')
      .all()
      .map(({ id, name }) => [id, name]),
  )
