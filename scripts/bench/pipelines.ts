import { availableParallelism } from 'node:os'
import { createDetection, createSignatureMatching, detectorDocs } from '../../detectors/index.ts'
import { createAlerting } from '../../engine/alerting.ts'
import { AnomalyBudget } from '../../engine/anomaly/budget.ts'
import type { Geography } from '../../engine/enrich/geography.ts'
import type { Input, Reading } from '../../engine/inputs/input.ts'
import type { Batch } from '../../engine/pipeline/examined.ts'
import { Concluder, Examiner, Examiners, Pipeline } from '../../engine/pipeline/index.ts'
import { linesOf } from '../../engine/pipeline/lines.ts'
import { createReporter } from '../../engine/rules/index.ts'
import type { Keyring } from '../../engine/sealed-log/keyring.ts'
import { createBatchWriter } from '../../engine/store/batch-writer.ts'
import type { Database } from '../../engine/store/database.ts'
import { SourceStore } from '../../engine/store/source-store.ts'
import type { Scorer } from '../../ml/scorer.ts'

/** Tokens of one read, as the engine reads them: about a quarter of a megabyte. */
const readTokens = 600

export interface OurParts {
  readonly keyring: Keyring
  readonly scorer: Scorer
  readonly geography: Geography
  readonly db: Database
}

export interface OurPipeline {
  /** Takes tokens through all stages into the database. Answers the alerts. */
  run(tokens: readonly string[]): Promise<number>
  close(): Promise<void>
}

/** The engine's own pipeline over tokens in memory, with so many threads besides this one. */
export async function createOurPipeline(parts: OurParts, threads: number): Promise<OurPipeline> {
  const { keyring, scorer, geography, db } = parts
  const sourceId = new SourceStore(db).demo().id
  const examiners = new Examiners({
    keys: keyring.texts,
    table: scorer.table,
    profile: scorer.profile,
    threads: Math.min(threads, availableParallelism()),
    local: new Examiner({ keyring, match: createSignatureMatching(), scorer, withEvents: true }),
  })
  await examiners.start()
  const pipeline = new Pipeline(examiners)
  const { name, threshold } = scorer.metadata
  const budget = new AnomalyBudget({
    db,
    model: () => ({ id: name, threshold, floor: threshold }),
    settings: () => ({ perDay: 10_000, ownThreshold: null }),
  })
  const report = createReporter({ detectors: detectorDocs(), threshold })
  const partsOfTurn = {
    concluder: new Concluder({ detection: createDetection() }),
    geography,
    keyring,
    alerting: createAlerting({
      keyring,
      report: (line) => report(line, budget),
      admit: (anomaly) => budget.admit(anomaly),
    }),
    budget,
    write: createBatchWriter(db),
    // Nobody is watching.
    alertsById: () => [],
  }
  return {
    async run(tokens) {
      const input = new TokensInput(tokens, sourceId)
      let alerts = 0
      for (let lines = 1; lines > 0; ) {
        const turn = await pipeline.turn(input, partsOfTurn)
        lines = turn.lines
        alerts += turn.alertCount
      }
      await pipeline.forget(input.name)
      return alerts
    },
    close: () => pipeline.close(),
  }
}

class TokensInput implements Input {
  readonly name = 'bench'
  readonly path = ''
  readonly #tokens: readonly string[]
  readonly #sourceId: number
  #at = 0

  constructor(tokens: readonly string[], sourceId: number) {
    this.#tokens = tokens
    this.#sourceId = sourceId
  }

  async read(): Promise<Reading> {
    const texts = this.#tokens.slice(this.#at, this.#at + readTokens)
    this.#at += texts.length
    const batch: Batch = { holds: 'tokens', texts, sourceId: this.#sourceId, arrival: 0 }
    return {
      batch,
      position: undefined,
      open: (examined) => ({
        lines: linesOf(batch, [], examined),
        failed: [],
        tokens: new Map(texts.length > 0 ? [[this.#sourceId, texts.length]] : []),
        positions: new Map(),
        offset: this.#at,
        size: this.#tokens.length,
        state: 'reading',
      }),
    }
  }

  rewind(): void {
    this.#at = 0
  }

  close(): void {
    this.#at = this.#tokens.length
  }
}
