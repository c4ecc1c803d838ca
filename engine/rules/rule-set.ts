import { z } from 'zod'
import type { DetectorDoc } from '../../contract/detector.ts'
import type { Finding } from '../../contract/finding.ts'
import { anomalyDetector, anomalySignature, type RuleChange } from '../../contract/rules.ts'
import { Severity } from '../../contract/severity.ts'
import { alertConfidence } from '../../detectors/detector.ts'

/** What a later version may have written otherwise counts as not set. */
const Setting = z.object({
  off: z.literal(true).optional().catch(undefined),
  severity: Severity.optional().catch(undefined),
})
type Setting = z.infer<typeof Setting>

/** What is set, by id of a detector or signature: only what differs from the rule as it came. */
export const StoredRules = z.record(z.string(), Setting).transform((set) => new Map(Object.entries(set)))
export type StoredRules = ReadonlyMap<string, Setting>

/** The stored rules after changes; what is as the rule came is kept no longer. */
export function changedRules(stored: StoredRules, changes: readonly RuleChange[]): StoredRules {
  const next = new Map(stored)
  for (const { id, enabled, severity } of changes) {
    const before = next.get(id) ?? {}
    const isOff = enabled === undefined ? before.off === true : !enabled
    const told = severity === undefined ? before.severity : (severity ?? undefined)
    if (isOff || told) next.set(id, { ...(isOff && { off: true }), ...(told && { severity: told }) })
    else next.delete(id)
  }
  return next
}

/** Detectors by id with the ids of their signatures, the anomaly model last. */
export const rulesOf = (detectors: readonly DetectorDoc[]): ReadonlyMap<string, readonly string[]> =>
  new Map([
    ...detectors.map(({ id, signatures }) => [id, signatures.map((s) => s.id)] as const),
    [anomalyDetector, [anomalySignature]],
  ])

/** Judges findings by what is set. Without settings it answers what it is given. */
export class RuleSet {
  readonly #off = new Set<string>()
  readonly #severities = new Map<string, Severity>()

  constructor(rules: ReadonlyMap<string, readonly string[]>, stored: StoredRules) {
    for (const [detector, signatures] of rules) {
      for (const signature of signatures) {
        if (stored.get(detector)?.off || stored.get(signature)?.off) this.#off.add(signature)
        const severity = stored.get(signature)?.severity ?? stored.get(detector)?.severity
        if (severity) this.#severities.set(signature, severity)
      }
    }
  }

  isOn(signature: string): boolean {
    return !this.#off.has(signature)
  }

  /** The severity that is set for a signature, or its own. */
  severityOf<T extends Severity | null>(signature: string, own: T): Severity | T {
    return this.#severities.get(signature) ?? own
  }

  /**
   * The findings that report, in their order, with the severities that are set. Signs that reached an alert only
   * together with one that is off now reach none.
   */
  judge(findings: readonly Finding[]): readonly Finding[] {
    const isChanged = ({ signature }: Finding) => !this.isOn(signature) || this.#severities.has(signature)
    if (!findings.some(isChanged)) return findings
    const left = findings.filter(({ signature }) => this.isOn(signature))
    const sums = new Map<string, number>()
    for (const { detector, confidence } of left) sums.set(detector, (sums.get(detector) ?? 0) + confidence)
    const rounding = 1e-9
    return left
      .filter(({ detector }) => (sums.get(detector) ?? 0) >= alertConfidence - rounding)
      .map((finding) => ({ ...finding, severity: this.severityOf(finding.signature, finding.severity) }))
  }
}
