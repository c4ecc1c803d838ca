import { anomalyGroupSignature } from '../../contract/rules.ts'
import type { UnplacedAlert } from '../alerting.ts'
import type { Analysed } from '../pipeline/conclude.ts'
import { readCalibration } from '../store/anomaly/calibration-store.ts'
import type { AnomalyChanges } from '../store/anomaly/changes.ts'
import { GroupStore } from '../store/anomaly/group-store.ts'
import { ScoreStore } from '../store/anomaly/score-store.ts'
import { type ScoreSeed, seedScores } from '../store/anomaly/seed.ts'
import { UseStore } from '../store/anomaly/use-store.ts'
import { keyOf } from '../store/coalesce.ts'
import type { Database } from '../store/database.ts'
import { rankOf } from '../store/severity-rank.ts'
import type { BudgetModel } from './budget-model.ts'
import { Groups } from './groups.ts'
import type { AnomalyJudge, Judgement } from './judge.ts'
import { Scores } from './scores.ts'
import {
  calibrateAll,
  isCurrent,
  readThresholds,
  type SourceThreshold,
  type Thresholds,
} from './thresholds.ts'
import { Uses } from './uses.ts'

/** What the operator has set. */
export interface BudgetSettings {
  /** anomaly alerts a day, at most */
  readonly perDay: number
  /** takes the place of what was calibrated; the limit holds all the same */
  readonly ownThreshold: number | null
}

export interface BudgetParts {
  readonly db: Database
  /** the model that scores, when it is asked; of another id, counting begins anew */
  readonly model: () => BudgetModel
  readonly settings: () => BudgetSettings
  /** sources that the budget is not for: what was made to be looked at takes nothing from what is guarded */
  readonly isDemo?: (sourceId: number) => boolean
}

/** All that holds while one model scores, as stored, with what the turn at hand brought. */
interface State {
  readonly model: BudgetModel
  readonly settings: BudgetSettings
  readonly scores: Scores
  readonly uses: Uses
  readonly groups: Groups
  /** addresses, minutes and severities of this turn's alerts: what repeats them is counted on them */
  readonly alerts: Set<string>
  thresholds: Thresholds | undefined
  /** of the thresholds, by source */
  bySource: ReadonlyMap<number, SourceThreshold>
  isNewlyCalibrated: boolean
}

/**
 * The budget of anomaly alerts in the pipeline. One turn at a time: `begin`, then for each line in the order of the log
 * `judge` and, where it is an anomaly, `admit`; `changes` into the turn's transaction, `committed` after it. A turn that
 * was not committed is as if it had never been.
 */
export class AnomalyBudget implements AnomalyJudge<Analysed> {
  readonly #parts: BudgetParts
  readonly #groupStore: GroupStore
  #state: State | undefined
  #isStored = true

  constructor(parts: BudgetParts) {
    this.#parts = parts
    this.#groupStore = new GroupStore(parts.db)
  }

  begin(): void {
    const model = this.#parts.model()
    const settings = this.#parts.settings()
    const before = this.#isStored && this.#state?.model.id === model.id ? this.#state : undefined
    this.#isStored = false
    const turn = { model, settings, groups: new Groups(this.#groupStore), alerts: new Set<string>() }
    if (before) this.#state = { ...before, ...turn, isNewlyCalibrated: false }
    else this.#state = { ...this.#read(model), ...turn, isNewlyCalibrated: false }
  }

  #read({ id }: BudgetModel): Pick<State, 'scores' | 'uses' | 'thresholds' | 'bySource'> {
    const { db } = this.#parts
    const thresholds = readThresholds(readCalibration(db), id)
    return {
      scores: new Scores(new ScoreStore(db), id),
      uses: new Uses(new UseStore(db)),
      thresholds,
      bySource: bySource(thresholds),
    }
  }

  /** What is in memory is read anew: the store was changed by another hand. */
  forget(): void {
    this.#state = undefined
  }

  /**
   * Begins a model with the scores it gives recent traffic, so that its thresholds are calibrated from its first line on.
   * They count as one day that is over, which stands for the period of their event times.
   * @param now epoch milliseconds
   */
  seed(model: string, seeds: readonly ScoreSeed[], now: number): void {
    const { db } = this.#parts
    seedScores(db, model, seeds, now)
    this.forget()
  }

  judge(line: Analysed, score: number): Judgement {
    const state = this.#started()
    const { sourceId, arrival } = line.line
    const { ownThreshold } = state.settings
    if (this.#isDemo(sourceId)) return { from: ownThreshold ?? state.model.threshold, isCalibrated: false }
    const source = this.#thresholdOf(state, sourceId, arrival)
    state.scores.count({ sourceId, arrival, time: line.event?.time ?? arrival, score })
    const from = ownThreshold ?? source?.threshold ?? state.model.threshold
    return { from, isCalibrated: ownThreshold === null && source?.isCalibrated === true }
  }

  #thresholdOf(state: State, sourceId: number, arrival: number): SourceThreshold | undefined {
    const key = state.scores.keyOf(sourceId)
    const known = state.thresholds
    const { perDay } = state.settings
    const holds = known && known.perDay === perDay && isCurrent(known, arrival)
    const source = state.bySource.get(key)
    if (holds && source) return source
    state.thresholds = calibrateAll(state.scores, state.model, perDay, arrival, key)
    state.bySource = bySource(state.thresholds)
    state.isNewlyCalibrated = true
    return state.bySource.get(key)
  }

  /**
   * What becomes of an anomaly: an alert of its own while budget is left, for its source and for all; else a part of
   * its day's group, which begins with an alert as well. Where an address repeats an alert within its minute it is
   * counted on that and against nothing; in a group every line counts. The demo's are all alerts of their own.
   */
  admit(alert: UnplacedAlert): UnplacedAlert[] {
    const state = this.#started()
    const { sourceId, arrival } = alert
    if (this.#isDemo(sourceId)) return [alert]
    const key = keyOf(alert)
    const rank = rankOf(alert.severity)
    if (state.alerts.has(key) || this.#groupStore.isRepeat({ ...alert, rank })) return [alert]
    if (this.#hasRoom(state, sourceId, arrival)) {
      state.alerts.add(key)
      state.uses.add(sourceId, arrival, 'alerts')
      return [alert]
    }
    state.uses.add(sourceId, arrival, 'grouped')
    if (state.groups.has(arrival)) {
      state.groups.join(arrival, { time: alert.time, score: alert.anomalyScore ?? 0, seal: alert.seal })
      return []
    }
    const first = { ...alert, signature: anomalyGroupSignature, why: beyond(state.settings, alert) }
    state.groups.open(arrival, keyOf(first))
    return [first]
  }

  #isDemo(sourceId: number): boolean {
    return this.#parts.isDemo?.(sourceId) === true
  }

  #hasRoom({ settings, uses, bySource: known, scores }: State, sourceId: number, arrival: number): boolean {
    const { all, own } = uses.alertsAt(arrival, sourceId)
    const share = known.get(scores.keyOf(sourceId))?.share ?? 0
    return all < settings.perDay && own < Math.ceil(share)
  }

  /** What the turn brought, for its transaction. */
  changes(): AnomalyChanges {
    const { model, scores, uses, groups, thresholds, isNewlyCalibrated } = this.#started()
    return {
      model: model.id,
      scores: scores.changes(),
      uses: uses.changes(),
      groups: groups.changes(),
      calibration: isNewlyCalibrated ? JSON.stringify(thresholds) : undefined,
    }
  }

  committed(): void {
    this.#state?.scores.committed()
    this.#state?.uses.committed()
    this.#isStored = true
  }

  /** The lowest score that is reported now, as far as known: of the sources that had lines lately. */
  get threshold(): number {
    const { ownThreshold } = this.#parts.settings()
    const model = this.#parts.model()
    const sources = readThresholds(readCalibration(this.#parts.db), model.id)?.sources ?? []
    return ownThreshold ?? Math.min(1, ...(sources.length > 0 ? sources : [model]).map((s) => s.threshold))
  }

  #started(): State {
    if (!this.#state) throw new Error('No turn has begun.')
    return this.#state
  }
}

const bySource = (thresholds: Thresholds | undefined): ReadonlyMap<number, SourceThreshold> =>
  new Map(thresholds?.sources.map((source) => [source.sourceId, source]))

const beyond = ({ perDay }: BudgetSettings, { why }: UnplacedAlert): string =>
  `Beyond the budget of ${perDay} anomaly alerts a day: this line and the unusual ones after it are grouped here. ${why}`
