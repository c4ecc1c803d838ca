import type { AttackType } from '../contract/attack-type.ts'
import type { EventField } from '../contract/event.ts'
import type { Severity } from '../contract/severity.ts'
import type { Surrounding } from './matching/surroundings.ts'

/**
 * How a piece of text is read before a signature looks at it:
 * raw as logged; decoded with every encoding undone; shell decoded, and what a shell drops inside words (quotes, carets,
 * backslashes, $IFS) taken out. A finding in a value that was base64 says 'base64': decoded text of the decoded value.
 */
export const views = ['raw', 'decoded', 'shell', 'base64'] as const
export type View = (typeof views)[number]

/** What of a query or form is looked at: each parameter's value, each name, or all of it. Other fields are one value. */
export type Part = 'values' | 'names' | 'whole'

export interface Span {
  readonly start: number
  readonly end: number
}

/** An example: the field the signature looks at first, as it stands in a log. */
export type Example = string

interface SignatureCore {
  /** unique over all detectors; joins file, test, docs and alert */
  readonly id: string
  readonly title: string
  readonly fields: readonly EventField[]
  /** 'values' where absent */
  readonly part?: Part
  readonly view: Exclude<View, 'base64'>
  /**
   * Lower-case texts of which a match holds at least one, raw or decoded; any blank stands as a space. Most lines hold
   * none, so most signatures are never run. Empty: always run.
   */
  readonly signs: readonly string[]
  /** 0..1: how sure this sign alone is. Under `alertConfidence` it needs another sign of the same detector. */
  readonly confidence: number
  /** the detector's severity where absent */
  readonly severity?: Severity
  /** surroundings in which the sign counts for nothing */
  readonly quietIn?: readonly Surrounding[]
  /** why it is as it is */
  readonly why?: string
  readonly matches: readonly Example[]
  readonly ignores: readonly Example[]
}

export interface PatternSignature extends SignatureCore {
  /** any of them is a match; each small, of one meaning, and linear-time safe (checked by the tests) */
  readonly patterns: readonly RegExp[]
}

/** A signature that a pattern cannot express: the shape of SQL, of markup, of a path. */
export interface StructureSignature extends SignatureCore {
  /** what is looked for, in a sentence */
  readonly structure: string
  /** finds it in the text of one piece; `name` is the decoded parameter name, '' where there is none */
  readonly find: (text: string, name: string) => Span | undefined
}

export type Signature = PatternSignature | StructureSignature

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
  /** MITRE CAPEC attack pattern ids */
  readonly capec: readonly string[]
  readonly references: readonly string[]
  readonly falsePositives: readonly string[]
}

export interface Detector extends DetectorPage {
  readonly signatures: readonly Signature[]
}

/** The threshold of every detector: signs whose confidences reach this together make an alert. */
export const alertConfidence = 0.5
