import type { AlertType } from '../../contract/attack-type.ts'
import type { DetectorDoc } from '../../contract/detector.ts'
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
import type { Enrichment } from '../enrichment.ts'
import { BadInput } from '../errors.ts'
import { readLabelledSet } from '../labelled-set.ts'
import type { Analysed } from '../pipeline/conclude.ts'
import { scoreSet } from '../scoreboard.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import { createReporter, type Reported } from './report.ts'
import { changedRules, RuleSet, rulesOf, StoredRules } from './rule-set.ts'
import { tryLines } from './trial.ts'

export interface RulesParts {
  readonly store: SettingsStore
  readonly scorer: Scorer
  readonly detectors: readonly DetectorDoc[]
  readonly enrichment: Enrichment
}

/** The rules as they are set: keeps the settings, and judges by them. */
export class Rules {
  readonly #parts: RulesParts
  readonly #known: ReadonlyMap<string, readonly string[]>
  #stored: StoredRules
  #set: RuleSet
  #report: (line: Analysed) => Reported
  #scoreboard: Promise<Scoreboard> | undefined
  #match: ReturnType<typeof createSignatureMatching> | undefined

  constructor(parts: RulesParts) {
    this.#parts = parts
    this.#known = rulesOf(parts.detectors)
    this.#stored = this.#read()
    this.#set = new RuleSet(this.#known, this.#stored)
    this.#report = this.#reporter()
  }

  /** What a line is reported for, by the rules as they are set now. */
  report(line: Analysed): Reported {
    return this.#report(line)
  }

  /** Score from which a line without a finding is an anomaly. */
  get threshold(): number {
    return this.#parts.store.get().anomalyThreshold ?? this.#parts.scorer.threshold
  }

  settings(): RuleSettings {
    const { detectors, scorer, store } = this.#parts
    const rules: readonly DetectorDocPart[] = [...detectors, anomalyModel]
    const known = new Set([...this.#known].flatMap(([id, signatures]) => [id, ...signatures]))
    return {
      detectors: rules.map((detector) => this.#describe(detector)),
      anomalyThreshold: {
        value: this.threshold,
        shipped: scorer.threshold,
        isOwn: store.get().anomalyThreshold !== null,
      },
      unknown: [...this.#stored.keys()].filter((id) => !known.has(id)),
    }
  }

  #describe({ id, type, signatures }: DetectorDocPart): DetectorSetting {
    return {
      ...this.#switch(id),
      type,
      signatures: signatures.map((signature) => ({
        ...this.#switch(signature.id),
        isOn: this.#set.isOn(signature.id),
        reportedAs: this.#set.severityOf(signature.id, signature.severity),
      })),
    }
  }

  #switch(id: string) {
    const { off, severity } = this.#stored.get(id) ?? {}
    return { id, enabled: !off, severity: severity ?? null }
  }

  /** Counts for lines judged from now on. @throws BadInput where no rule has an id; nothing is changed then */
  change({ changes, anomalyThreshold }: RulesChange): RuleSettings {
    const known = new Set([...this.#known].flatMap(([id, signatures]) => [id, ...signatures]))
    // What this version does not know can still be taken back.
    const unknown = changes.find(({ id }) => !known.has(id) && !this.#stored.has(id))
    if (unknown)
      throw new BadInput(`There is no rule '${unknown.id}': name a signature or a detector by its id.`)
    this.#parts.store.setRules(Object.fromEntries(changedRules(this.#stored, changes)), anomalyThreshold)
    this.refresh()
    return this.settings()
  }

  /** Takes over what is stored, after settings were changed. */
  refresh(): void {
    this.#stored = this.#read()
    this.#set = new RuleSet(this.#known, this.#stored)
    this.#report = this.#reporter()
    this.#scoreboard = undefined
  }

  /** What cannot be read (of a damaged database, of a newer version) leaves the rules as they came. */
  #read(): StoredRules {
    return StoredRules.safeParse(this.#parts.store.rules()).data ?? new Map()
  }

  #reporter(): (line: Analysed) => Reported {
    const { detectors } = this.#parts
    return createReporter({ detectors, rules: this.#set, threshold: this.threshold })
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
    const report = this.#report
    const requests = await readLabelledSet()
    const { scorer } = this.#parts
    const analysis = new Analysis({ detection: createDetection(), match: this.#matching(), scorer })
    return scoreSet(requests, { analysis, verdicts: (line) => report(line).reports })
  }

  /** Judges lines by the rules as they are set now, and tells of each step. @throws BadInput, see `tryLines` */
  try(input: TryLines): Promise<TriedLine[]> {
    return tryLines(input, {
      ...this.#parts,
      match: this.#matching(),
      rules: this.#set,
      threshold: this.threshold,
      report: this.#report,
    })
  }

  /** One of its own, made when it is first asked for: it takes a tenth of a second. */
  #matching(): ReturnType<typeof createSignatureMatching> {
    this.#match ??= createSignatureMatching()
    return this.#match
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
