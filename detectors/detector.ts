import type { AttackType } from '../contract/attack-type.ts'
import type { EventField } from '../contract/event.ts'
import type { Severity } from '../contract/severity.ts'

/**
 * How a field is read before a pattern looks at it:
 * raw as logged; decoded with all encodings undone; sql decoded, with comments and runs of blanks made one blank;
 * shell decoded, with what a shell drops inside words (quotes, carets, backslashes, $IFS) taken out.
 */
export const views = ['raw', 'decoded', 'sql', 'shell'] as const
export type View = (typeof views)[number]

/** An example: text in the field the signature looks at first, as it stands in a log. */
export type Example = string

export interface Signature {
  /** unique over all detectors; joins file, test, docs and alert */
  readonly id: string
  readonly title: string
  readonly fields: readonly EventField[]
  readonly view: View
  /** linear-time safe: checked by the tests */
  readonly pattern: RegExp
  /** 0..1: how sure this sign alone is. Under 0.5 it needs a second sign of the same detector. */
  readonly confidence: number
  /** the detector's severity where absent */
  readonly severity?: Severity
  /** why the pattern is as it is */
  readonly why?: string
  readonly matches: readonly Example[]
  readonly ignores: readonly Example[]
}

/** A detector's page. */
export interface DetectorPage {
  readonly id: string
  readonly type: AttackType
  readonly title: string
  /** what it looks for, in one sentence */
  readonly summary: string
  readonly severity: Severity
  /** MITRE ATT&CK technique ids */
  readonly attack: readonly string[]
  readonly cwe: readonly string[]
  readonly references: readonly string[]
  readonly falsePositives: readonly string[]
}

export interface Detector extends DetectorPage {
  readonly signatures: readonly Signature[]
}

/** Signs whose confidences reach this together make an alert. */
export const alertConfidence = 0.5
