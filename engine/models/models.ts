import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { ModelCard, ModelComparison, Training, TrainingRequest } from '../../contract/model.ts'
import type { Scorer } from '../../ml/scorer.ts'
import { budgetModel } from '../anomaly/budget-model.ts'
import { BadInput } from '../errors.ts'
import type { Keyring } from '../sealed-log/keyring.ts'
import { seedScores } from '../store/anomaly/seed.ts'
import type { Database } from '../store/database.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import type { SourceStore } from '../store/source-store.ts'
import { dayMs } from '../store/time-steps.ts'
import type { ActiveModel } from './active.ts'
import { shippedId } from './card.ts'
import { trafficOf } from './retained-traffic.ts'
import type { Shelf } from './shelf.ts'
import { TrainingJob } from './training.ts'
import { startWork, type Work, type WorkOptions } from './work.ts'
import type { Compared } from './worker/compare.ts'
import type { CompareTask } from './worker/task.ts'

/** Models are compared on the requests of the last days, and on so many of them at most. */
const comparedDays = 7
const mostCompared = 200_000
/** Each has about a megabyte, and up to forty with the largest forests. */
const mostModels = 50
/** A comparison is answered again for so long: the traffic goes on. */
const comparedFor = 3_600_000

export interface ModelsParts {
  readonly shelf: Shelf
  readonly active: ActiveModel
  readonly db: Database
  readonly keyring: Keyring
  readonly settings: SettingsStore
  readonly sources: SourceStore
  readonly dataDir: string
  /** lets `choose` happen while no line is being judged, and has what scores lines take the new scorer over */
  readonly switchTo: (scorer: Scorer, choose: () => Scorer) => Promise<void>
  /** of the worker's heap */
  readonly limits?: WorkOptions['limits']
}

/** What can be asked of models: they are listed, made, compared, switched and discarded. */
export class Models {
  readonly #parts: ModelsParts
  readonly #job: TrainingJob
  #compared: (Compared & { readonly at: number; readonly within: Within }) | undefined
  #comparing:
    | { readonly ids: Pair; readonly work: Work; readonly answer: Promise<ModelComparison> }
    | undefined
  #isClosed = false

  constructor(parts: ModelsParts) {
    this.#parts = parts
    this.#job = new TrainingJob({
      keep: (model) => parts.shelf.add(model),
      discard: (id) => parts.shelf.discard(id),
      comparison: (id) => this.#taskOf(id, parts.active.id),
      onCompared: (compared) => this.#keep(compared),
      limits: parts.limits,
    })
  }

  get training(): Training {
    return this.#job.state
  }

  /** All models, the shipped one first, then the latest; with the problem of those that cannot be used. */
  async list(): Promise<ModelCard[]> {
    const { shelf, active } = this.#parts
    return (await shelf.cards()).map((card) => ({ ...card, isActive: card.id === active.id }))
  }

  /**
   * Begins to train a model on retained traffic; the rest is told by `training`.
   * @throws BadInput where another training is under way, a source is not known, or the shelf is full
   */
  train(request: TrainingRequest): Training {
    const { name, trees, maxSamples, rows, seed = Math.floor(Math.random() * 2 ** 32) } = request
    if (this.#parts.shelf.ids().length >= mostModels)
      throw new BadInput(`There are ${mostModels} models: discard some before you train another one.`)
    return this.#job.start({
      kind: 'train',
      traffic: trafficOf(this.#trafficParts, request),
      name: name ?? `Trained ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
      trees,
      maxSamples,
      rows,
      seed,
    })
  }

  cancel(): Promise<Training> {
    return this.#job.cancel()
  }

  /** Resolves when no training is under way. */
  trained(): Promise<void> {
    return this.#job.idle()
  }

  /**
   * Compares two models on the traffic of the last days: against the active one, or that against the one before it.
   * What was found is answered again for an hour.
   * @throws NotFound, or BadInput where one of them cannot be used or a training is under way
   */
  async compare(id: string, otherId = this.#otherThan(id)): Promise<ModelComparison> {
    const { shelf, limits } = this.#parts
    const ids = { modelId: id, otherId }
    const kept = this.#compared
    const isFresh = kept && Date.now() < kept.at + comparedFor && isDeepStrictEqual(kept.within, this.#within)
    if (isFresh && isPair(kept.comparison, ids)) return kept.comparison
    if (this.#comparing && isPair(this.#comparing.ids, ids)) return this.#comparing.answer
    for (const model of [id, otherId]) {
      const { problem } = await shelf.card(model)
      if (problem !== undefined) throw new BadInput(problem)
    }
    const task = await this.#taskOf(id, otherId)
    if (this.#comparing || this.#job.isUnderWay || this.#isClosed)
      throw new BadInput('Another comparison or training is under way: wait until it is done.')
    const work = startWork(task, { limits })
    this.#comparing = { ids, work, answer: this.#answerOf(work) }
    return this.#comparing.answer
  }

  async #answerOf(work: Work): Promise<ModelComparison> {
    try {
      const told = await work.answer
      if (told.kind !== 'compared') throw new Error('The comparison gave no answer.')
      this.#keep(told)
      return told.comparison
    } catch (error) {
      throw new BadInput(error instanceof Error ? error.message : String(error))
    } finally {
      this.#comparing = undefined
    }
  }

  /** Lines read from now on are scored by it. @throws NotFound; BadInput where it cannot be used */
  async activate(id: string): Promise<ModelCard[]> {
    const { shelf, active, switchTo } = this.#parts
    if (id !== active.id || active.problem !== undefined) {
      const scorer = await shelf.load(id)
      let isChosen = false
      try {
        await switchTo(scorer, () => {
          // First what may fail: a model is switched to with all that belongs to it, or not at all.
          this.#seed(id, scorer)
          const old = active.choose(id, scorer)
          isChosen = true
          return old
        })
      } finally {
        if (!isChosen) await scorer.close()
      }
    }
    return this.list()
  }

  /** A model that was compared begins with the scores it gave: its thresholds are calibrated from its first line on. */
  #seed(id: string, { metadata }: Scorer): void {
    const { at = 0, comparison, scores = [] } = this.#compared ?? {}
    if (comparison?.modelId !== id || Date.now() >= at + comparedFor) return
    seedScores(this.#parts.db, budgetModel(metadata).id, scores, Date.now())
  }

  /** Removes its file. @throws NotFound; BadInput for the active and the shipped one */
  async discard(id: string): Promise<ModelCard[]> {
    const { shelf, active } = this.#parts
    if (id === shippedId) throw new BadInput('The shipped model stays: there must be one to fall back on.')
    if (id === active.id)
      throw new BadInput('The active model cannot be discarded: switch to another one first.')
    const { modelId, otherId } = this.#comparing?.ids ?? {}
    if (id === modelId || id === otherId || this.training.phase === 'comparing')
      throw new BadInput('The model is being compared: discard it when that is done.')
    shelf.discard(id)
    return this.list()
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#job.cancel()
    const comparing = this.#comparing
    await comparing?.work.cancel()
    await comparing?.answer.catch(() => undefined)
  }

  #otherThan(id: string): string {
    const { active } = this.#parts
    if (id !== active.id) return active.id
    if (active.before !== id) return active.before
    return shippedId
  }

  /** Two models are compared on sources that the first of them was trained on; the shipped one was on none. */
  async #taskOf(id: string, otherId: string): Promise<CompareTask> {
    const { shelf, sources } = this.#parts
    if (id === otherId) throw new BadInput('There is no other model to compare it with.')
    const known = new Set(sources.everKnown().map((source) => source.id))
    const trainedOn = async (model: string) =>
      (await shelf.card(model)).sources.map((source) => source.id).filter((source) => known.has(source))
    const own = await trainedOn(id)
    const sourceIds = own.length > 0 ? own : await trainedOn(otherId)
    const isCompared = ({ id: source, kind }: { id: number; kind: string }) =>
      sourceIds.length > 0 ? sourceIds.includes(source) : kind !== 'demo'
    const latest = sources.all().flatMap((source) => (isCompared(source) ? (source.lastEventAt ?? []) : []))
    const to = Math.min(Date.now(), Math.max(0, ...latest)) + 1
    const chosen = { from: to - comparedDays * dayMs, to, ...(sourceIds.length > 0 && { sourceIds }) }
    return {
      kind: 'compare',
      traffic: trafficOf(this.#trafficParts, chosen),
      model: shelf.place(id),
      other: shelf.place(otherId),
      ...this.#within,
      most: mostCompared,
    }
  }

  get #within(): Within {
    const { anomalyBudget: budget, anomalyThreshold: ownThreshold } = this.#parts.settings.get()
    return { budget, ownThreshold }
  }

  get #trafficParts() {
    return { ...this.#parts, sealedDir: join(this.#parts.dataDir, 'sealed') }
  }

  #keep({ comparison, scores }: Compared): void {
    this.#compared = { at: Date.now(), within: this.#within, comparison, scores }
  }
}

type Pair = Pick<ModelComparison, 'modelId' | 'otherId'>
/** What a comparison is by, besides its models. */
type Within = Pick<CompareTask, 'budget' | 'ownThreshold'>

const isPair = (a: Pair, b: Pair): boolean => a.modelId === b.modelId && a.otherId === b.otherId
