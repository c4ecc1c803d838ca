import type { Finding } from '../../contract/finding.ts'
import type { Severity } from '../../contract/severity.ts'
import type { DetectorPage } from '../detector.ts'

/** A sign whose pattern is a count or a relation, told as a sentence. */
export interface FrequencySignature {
  readonly id: string
  readonly title: string
  readonly severity?: Severity
  readonly confidence: number
  /** what is counted, over what, and from which number on */
  readonly pattern: string
  readonly matches: readonly string[]
  readonly ignores: readonly string[]
}

export interface FrequencyPage extends DetectorPage {
  readonly signatures: readonly FrequencySignature[]
}

/** A finding of frequency has no place in the text: its note says what was counted. */
export function frequencyFinding(page: FrequencyPage, signature: FrequencySignature, note: string): Finding {
  return {
    detector: page.id,
    type: page.type,
    signature: signature.id,
    severity: signature.severity ?? page.severity,
    confidence: signature.confidence,
    match: '',
    start: 0,
    end: 0,
    note: note.slice(0, 300),
  }
}
