import { join } from 'node:path'
import type { AlertDetail } from '../contract/alert.ts'
import type { DetectorDoc } from '../contract/detector.ts'
import type { EngineStatus } from '../contract/engine-status.ts'
import { createDetection, detectorDocs } from '../detectors/index.ts'
import packageJson from '../package.json' with { type: 'json' }
import { Actors } from './actor/index.ts'
import { openAlert } from './alert-detail.ts'
import { createAlerting } from './alerting.ts'
import { Anomalies } from './anomaly/index.ts'
import { Generator } from './collectors/generator/index.ts'
import { countersOf } from './counters.ts'
import { Enrichment } from './enrichment.ts'
import { lockFolder } from './folder-lock.ts'
import { Incidents } from './incidents.ts'
import { chainProblem, watchedChain } from './inputs/chain-watch.ts'
import { followOwnLog, readSoFar } from './inputs/own-log-input.ts'
import { Live } from './live.ts'
import { ActiveModel, Models, Shelf } from './models/index.ts'
import { Concluder, examinersOfMachine, Pipeline, type PipelineParts } from './pipeline/index.ts'
import { Preferences } from './preferences.ts'
import { Rate } from './rate.ts'
import { Retention } from './retention.ts'
import { Rules } from './rules/index.ts'
import { Runner } from './runner.ts'
import type { Keyring } from './sealed-log/keyring.ts'
import { SealedLogWriter } from './sealed-log/writer.ts'
import { Sources } from './sources.ts'
import { AlertStore } from './store/alert-store.ts'
import { createBatchWriter } from './store/batch-writer.ts'
import { type Database, databaseFile, openDatabase } from './store/database.ts'
import { databaseSentence } from './store/failures.ts'
import { patiently } from './store/patient-writer.ts'
import { purgeSource } from './store/purge.ts'
import { quarantineBySource } from './store/quarantine-store.ts'
import { SettingsStore } from './store/settings-store.ts'
import { SourceStore } from './store/source-store.ts'
import { warmUp } from './store/tally/warm-up.ts'
import { techniquesBySignature } from './techniques.ts'
import { Usual } from './usual/index.ts'

export interface EngineOptions {
  readonly dataDir: string
  readonly keyring: Keyring
  /** false: reads what is sealed and nothing more; `idle` resolves when all of it is read */
  readonly follows?: boolean
  /** told what the engine is doing while it opens, one step a call */
  readonly onProgress?: (step: string) => void
}

/**
 * The one engine: reads the sealed log, finds what is wrong, keeps alerts. It owns all state; hosts reach it
 * through the router of `api/`.
 */
export class Engine {
  readonly db: Database
  readonly alerts: AlertStore
  readonly incidents: Incidents
  readonly sources: Sources
  readonly generator: Generator
  readonly live: Live
  readonly actors: Actors
  readonly usual: Usual
  readonly rules: Rules
  readonly anomalies: Anomalies
  readonly preferences: Preferences
  readonly models: Models
  readonly detectors: readonly DetectorDoc[] = detectorDocs()
  readonly techniques = techniquesBySignature(this.detectors)
  readonly #unlock: () => void
  readonly #keyring: Keyring
  readonly #sourceStore: SourceStore
  readonly #writer: SealedLogWriter
  readonly #runner: Runner
  readonly #active: ActiveModel
  readonly #enrichment: Enrichment
  readonly #sealedDir: string
  readonly #demoSourceId: number
  readonly #rate = new Rate()
  readonly #startedAt = Date.now()
  readonly #retention: Retention
  #problem: string | undefined
  #starting: Promise<void> = Promise.resolve()
  readonly #closing = new AbortController()
  #demoCleared: number
  #full: string | undefined

  /**
   * Opens everything below `dataDir`, works off what the sealed log holds, then follows the sources.
   * @throws one sentence where another engine uses that folder, or it cannot be used
   */
  static async open(options: EngineOptions): Promise<Engine> {
    const file = databaseFile(options.dataDir)
    const unlock = lockFolder(options.dataDir)
    let db: Database | undefined
    try {
      const tell = options.onProgress ?? (() => undefined)
      tell('opening the database')
      db = openDatabase(file)
      tell('loading the model')
      const settings = new SettingsStore(db, options.keyring)
      const shelf = new Shelf(options.dataDir)
      const active = await ActiveModel.open(shelf, settings)
      tell('loading the geography')
      const sources = new SourceStore(db)
      const enrichment = await Enrichment.open(db, settings, sources.demo().id)
      const engine = new Engine(options, unlock, db, shelf, active, settings, sources, enrichment)
      tell('reading the sealed log')
      engine.#start(options.follows ?? true)
      return engine
    } catch (error) {
      db?.close()
      unlock()
      const sentence = databaseSentence(error, file)
      throw sentence === undefined ? error : new Error(sentence, { cause: error })
    }
  }

  private constructor(
    options: EngineOptions,
    unlock: () => void,
    db: Database,
    shelf: Shelf,
    active: ActiveModel,
    settings: SettingsStore,
    sourceStore: SourceStore,
    enrichment: Enrichment,
  ) {
    this.#unlock = unlock
    this.db = db
    this.alerts = new AlertStore(db)
    this.#keyring = options.keyring
    this.#active = active
    this.#sourceStore = sourceStore
    this.#enrichment = enrichment
    this.#demoSourceId = sourceStore.demo().id
    this.#demoCleared = sourceStore.demoCleared()
    this.#sealedDir = join(options.dataDir, 'sealed')
    this.#retention = new Retention(db, this.#sealedDir, settings, sourceStore)
    this.#writer = SealedLogWriter.open(this.#sealedDir, options.keyring, { read: readSoFar(sourceStore) })

    const { dataDir, keyring } = options
    const scorer = () => active.scorer
    this.anomalies = new Anomalies({
      ...{ db, keyring, scorer },
      settings: () => this.rules.budget,
      isDemo: (sourceId) => sourceId === this.#demoSourceId,
    })
    const { detectors } = this
    const { budget, expectations } = this.anomalies
    this.rules = new Rules({ store: settings, scorer, detectors, enrichment, expectations })
    const onChange = () => this.rules.refresh()
    this.preferences = new Preferences({ store: settings, enrichment, dataDir, keyring, onChange })
    const concluder = new Concluder({
      detection: createDetection({ allow: (ip) => enrichment.isAllowed(ip) }),
      reputation: (ip, sourceId) => enrichment.reputation(ip, sourceId),
    })
    const write = patiently(createBatchWriter(db), {
      file: db.name,
      signal: this.#closing.signal,
      onProblem: (sentence) => {
        this.#full = sentence
      },
    })
    const byIds = (ids: readonly number[]) => this.alerts.byIds(ids)
    const alerting = createAlerting({
      keyring,
      report: (line) => this.rules.report(line, budget),
      admit: (anomaly) => budget.admit(anomaly),
      isForgotten: ({ sourceId, arrival }) => sourceId === this.#demoSourceId && arrival <= this.#demoCleared,
    })
    const parts = (): PipelineParts => {
      const { geography } = enrichment
      return { concluder, write, alertsById: byIds, keyring, alerting, budget, geography }
    }
    const pipeline = new Pipeline(examinersOfMachine(active.scorer, keyring))
    this.#runner = new Runner({
      pipeline,
      parts,
      explain: (error) => databaseSentence(error, db.name),
      onTurn: (turn) => {
        this.#rate.add(turn.lines)
        this.sources.count(turn)
        this.live.tell(turn)
      },
    })
    this.#runner.add(followOwnLog(this.#sealedDir, sourceStore, this.#demoSourceId))
    this.generator = new Generator({
      append: (lines, at) => this.#writer.append({ v: 1, source: this.#demoSourceId, at }, lines),
      onFailure: (sentence) => {
        this.#problem = sentence
      },
    })
    this.sources = new Sources({
      store: sourceStore,
      runner: this.#runner,
      writer: this.#writer,
      keyring: options.keyring,
      isGenerating: () => this.generator.status.running,
      quarantined: () => quarantineBySource(db),
    })
    this.live = new Live(() => this.status())
    const { match } = this.rules
    const dir = this.#sealedDir
    const demoSourceId = this.#demoSourceId
    this.actors = new Actors({ db, keyring, enrichment, sealedDir: dir, match, demoSourceId })
    this.models = new Models({
      ...{ shelf, active, db, keyring, settings, sources: sourceStore, dataDir },
      switchTo: (next, choose) =>
        this.#runner.between(async () => {
          const old = choose()
          this.rules.refresh()
          await pipeline.examineBy(examinersOfMachine(next, keyring))
          await old.close()
        }),
    })
    this.usual = new Usual({ alerts: this.alerts, sources: sourceStore, keyring, dir, match })
    this.incidents = new Incidents({ db, keyring, onTriage: (ids) => this.live.tellTriage(ids) })
  }

  /** The sealed log comes first: collectors go on where it ends. */
  #start(follows: boolean): void {
    this.#starting = this.#runner.drain().then(() => {
      if (this.#closing.signal.aborted) return
      if (follows) this.sources.startCollectors()
      this.sources.startSealedFiles()
      this.#runner.start()
      if (follows) warmUp(this.db, this.#closing.signal).catch((error: unknown) => this.#tellProblem(error))
    })
  }

  #tellProblem(error: unknown): void {
    this.#problem = databaseSentence(error, this.db.name) ?? String(error)
  }

  status(): EngineStatus {
    const { geography } = this.#enrichment
    const { metadata, notice } = this.#active.scorer
    const { name, trainedAt } = metadata
    const chain = watchedChain(this.#sourceStore)
    const working = [this.#runner.problem, this.#writer.problem, this.#enrichment.problem]
    const problems = [...working, this.#active.problem, notice, chainProblem(chain), this.#retention.problem]
    return {
      version: packageJson.version,
      startedAt: this.#startedAt,
      ...countersOf(this.db, this.#demoSourceId),
      linesPerSecond: this.#rate.perSecond(),
      chainBreaks: chain?.breaks ?? 0,
      ...(chain?.last && { lastChainBreak: chain.last }),
      ...this.sources.summary(),
      problems: [...problems, this.#full, this.#problem].filter((problem) => problem !== undefined),
      generator: this.generator.status,
      geography: { database: geography.database, attribution: geography.attribution },
      model: { name, trainedAt, threshold: this.anomalies.budget.threshold },
    }
  }

  /** @throws NotFound where the alert was purged */
  alert(id: number): AlertDetail {
    return openAlert(this.alerts, this.#keyring, this.detectors, this.#active.scorer.profile, id)
  }

  /** Stops the demo and removes all it brought. Answers the number of alerts. */
  async clearDemo(): Promise<number> {
    await this.generator.stop()
    await this.#runner.idle()
    return this.#runner.between(async () => {
      this.#demoCleared = Date.now()
      this.#sourceStore.setDemoCleared(this.#demoCleared)
      const removed = purgeSource(this.db, this.#demoSourceId)
      this.anomalies.budget.forget()
      return removed
    })
  }

  /** Removes what is older than the retention; it is done every hour by itself. Answers the occurrences removed. */
  purge(now = Date.now()): Promise<number> {
    return this.#retention.purge(now)
  }

  /** Resolves when everything sealed so far is read. */
  idle(): Promise<void> {
    return this.#runner.idle()
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.models.close()
    this.#retention.close()
    this.live.close()
    this.#runner.stop()
    await this.#starting
    await this.generator.stop()
    await this.sources.close()
    await this.#runner.close()
    await this.#writer.close()
    await this.#enrichment.close()
    await this.#active.scorer.close()
    this.db.close()
    this.#unlock()
  }
}
