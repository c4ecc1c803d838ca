import type { AlertType } from '../../contract/attack-type.ts'
import type { DetectorDoc } from '../../contract/detector.ts'
import type { LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import {
  anomalyDetector,
  anomalySignature,
  type DetectorSetting,
  type RuleSettings,
  type RulesChange,
} from '../../contract/rules.ts'
import type { Scoreboard } from '../../contract/scoreboard.ts'
import type { Severity } from '../../contract/severity.ts'
import type { TriedLine, TryLines } from '../../contract/trial.ts'
import { createDetection, createSignatureMatching } from '../../detectors/index.ts'
import type { Scorer } from '../../ml/scorer.ts'
import { Analysis } from '../analysis.ts'
import type { BudgetSettings } from '../anomaly/budget.ts'
import type { Expectations } from '../anomaly/expectations.ts'
import { explainBy } from '../anomaly/explain.ts'
import type { AnomalyJudge } from '../anomaly/judge.ts'
import type { Enrichment } from '../enrichment.ts'
import { BadInput } from '../errors.ts'
import { readLabelledSet } from '../labelled-set.ts'
import type { Analysed } from '../pipeline/conclude.ts'
import { scoreSet } from '../scoreboard.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import { createReporter, type Reported, type Reporter } from './report.ts'
import { changedRules, RuleSet, rulesOf, StoredRules } from './rule-set.ts'
import { tryLines } from './trial.ts'

export interface RulesParts {
  readonly store: SettingsStore
  /** asked each time: another model may have been chosen */
  readonly scorer: () => Scorer
  readonly detectors: readonly DetectorDoc[]
  readonly enrichment: Enrichment
  readonly expectations: Expectations
}

/** What holds until something is changed. */
interface Current {
  readonly stored: StoredRules
  readonly rules: RuleSet
  readonly budget: BudgetSettings
  readonly threshold: number
  readonly report: Reporter
}

/** The rules as they are set: keeps the settings, and judges by them. */
export class Rules {
  readonly #parts: RulesParts
  readonly #signatures: ReadonlyMap<string, readonly string[]>
  readonly #known: ReadonlySet<string>
  #current: Current
  #scoreboard: Promise<Scoreboard> | undefined
  #match: ReturnType<typeof createSignatureMatching> | undefined

  constructor(parts: RulesParts) {
    this.#parts = parts
    this.#signatures = rulesOf(parts.detectors)
    this.#known = new Set([...this.#signatures].flatMap(([id, signatures]) => [id, ...signatures]))
    this.#current = this.#load()
  }

  #load(): Current {
    const { store, scorer, detectors, expectations } = this.#parts
    // Nothing set, or nothing that can be read, leaves the rules as they came.
    const stored: StoredRules = StoredRules.safeParse(store.rules()).data ?? new Map()
    const rules = new RuleSet(this.#signatures, stored)
    const { anomalyThreshold: ownThreshold, anomalyBudget: perDay } = store.get()
    const threshold = ownThreshold ?? scorer().threshold
    const report = createReporter({
      detectors,
      rules,
      threshold,
      explain: explainBy(scorer()),
      expectationOf: expectations.holds,
    })
    return { stored, rules, budget: { perDay, ownThreshold }, threshold, report }
  }

  /** Takes over what is stored, after settings were changed or another model was chosen. */
  refresh(): void {
    this.#current = this.#load()
    this.#scoreboard = undefined
  }

  /** What a line is reported for, by the rules as they are set now. @param judge of anomalies */
  report(line: Analysed, judge: AnomalyJudge<Analysed>): Reported {
    return this.#current.report(line, judge)
  }

  /** What is set for anomaly alerts. */
  get budget(): BudgetSettings {
    return this.#current.budget
  }

  settings(): RuleSettings {
    const { detectors, scorer } = this.#parts
    const { stored, threshold, budget } = this.#current
    const all: readonly DetectorDocPart[] = [...detectors, anomalyModel]
    return {
      detectors: all.map((detector) => this.#describe(detector)),
      anomalyThreshold: {
        value: threshold,
        shipped: scorer().threshold,
        isOwn: budget.ownThreshold !== null,
      },
      unknown: [...stored.keys()].filter((id) => !this.#known.has(id)),
    }
  }

  #describe({ id, type, signatures }: DetectorDocPart): DetectorSetting {
    const { rules } = this.#current
    return {
      ...this.#switch(id),
      type,
      signatures: signatures.map((signature) => ({
        ...this.#switch(signature.id),
        isOn: rules.isOn(signature.id),
        reportedAs: rules.severityOf(signature.id, signature.severity),
      })),
    }
  }

  #switch(id: string) {
    const { off, severity } = this.#current.stored.get(id) ?? {}
    return { id, enabled: !off, severity: severity ?? null }
  }

  /** Counts for lines judged from now on. @throws BadInput where no rule has an id; nothing is changed then */
  change({ changes, anomalyThreshold }: RulesChange): RuleSettings {
    const { stored } = this.#current
    // What this version does not know can still be taken back.
    const unknown = changes.find(({ id }) => !this.#known.has(id) && !stored.has(id))
    if (unknown)
      throw new BadInput(`There is no rule '${unknown.id}': name a signature or a detector by its id.`)
    this.#parts.store.setRules(Object.fromEntries(changedRules(stored, changes)), anomalyThreshold)
    this.refresh()
    return this.settings()
  }

  /** How the shipped labelled set is judged, with windows of its own; kept until settings change. */
  scoreboard(): Promise<Scoreboard> {
    this.#scoreboard ??= this.#score().catch((error: unknown) => {
      this.#scoreboard = undefined
      throw error
    })
    return this.#scoreboard
  }

  async #score(): Promise<Scoreboard> {
    const { report } = this.#current
    const requests = await readLabelledSet()
    const scorer = this.#parts.scorer()
    const analysis = new Analysis({ detection: createDetection(), match: this.match, scorer })
    return scoreSet(requests, { analysis, verdicts: (line) => report(line).reports })
  }

  /** Judges lines by the rules as they are set now, and tells of each step. @throws BadInput, see `tryLines` */
  try(input: TryLines): Promise<TriedLine[]> {
    return tryLines(input, {
      ...this.#parts,
      ...this.#current,
      scorer: this.#parts.scorer(),
      match: this.match,
    })
  }

  /**
   * What the signatures find in an event that is not in the pipeline's hands. The matching is made when it is first
   * asked for, once for all who ask: it takes a tenth of a second, and memory.
   */
  readonly match = (event: LogEvent): Finding[] => {
    this.#match ??= createSignatureMatching()
    return this.#match(event)
  }
}

interface DetectorDocPart {
  readonly id: string
  readonly type: AlertType
  readonly signatures: readonly { readonly id: string; readonly severity: Severity | null }[]
}

const anomalyModel: DetectorDocPart = {
  id: anomalyDetector,
  type: 'anomaly',
  signatures: [{ id: anomalySignature, severity: null }],
}
