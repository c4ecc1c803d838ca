import type { DecodeStep } from '../contract/alert.ts'
import type { DetectorDoc } from '../contract/detector.ts'
import type { LogEvent } from '../contract/event.ts'
import type { Finding } from '../contract/finding.ts'
import { codeInjection } from './code-injection.ts'
import { commandInjection } from './command-injection.ts'
import { crlfInjection } from './crlf-injection.ts'
import type { Detector } from './detector.ts'
import { fileUpload } from './file-upload.ts'
import { bruteForcePage, createBruteForce } from './frequency/brute-force.ts'
import { createCsrf, csrfPage } from './frequency/csrf.ts'
import type { FrequencyPage } from './frequency/frequency.ts'
import { createIpReputation, ipReputationPage } from './frequency/ip-reputation.ts'
import { createScanBehaviour, scanBehaviourPage } from './frequency/scan-behaviour.ts'
import { javaInjection } from './java-injection.ts'
import { ldapInjection } from './ldap-injection.ts'
import { createMatching } from './matching/matching.ts'
import { quietSigns } from './matching/quiet-signs.ts'
import { nosqlInjection } from './nosql-injection.ts'
import { pathTraversal } from './path-traversal.ts'
import { phpInjection } from './php-injection.ts'
import { remoteInclusion } from './remote-inclusion.ts'
import { scanner } from './scanner.ts'
import { sqlInjection } from './sql-injection.ts'
import { ssi } from './ssi.ts'
import { templateInjection } from './template-injection.ts'
import { xss } from './xss.ts'
import { xxe } from './xxe.ts'

export { locate } from './locate.ts'
export { readFields } from './matching/matching.ts'
export { readingOf } from './reading/field-reading.ts'

/** Detectors by pattern. A new one is a file and a line here. */
export const detectors: readonly Detector[] = [
  sqlInjection,
  xss,
  commandInjection,
  phpInjection,
  javaInjection,
  templateInjection,
  codeInjection,
  pathTraversal,
  remoteInclusion,
  nosqlInjection,
  crlfInjection,
  fileUpload,
  xxe,
  ssi,
  ldapInjection,
  scanner,
]

/** Detectors by frequency over event time, or by what is known of an address. */
export const frequencyPages: readonly FrequencyPage[] = [
  bruteForcePage,
  csrfPage,
  scanBehaviourPage,
  ipReputationPage,
]

export interface DetectionOptions {
  /** ids of signatures that are off */
  readonly disabled?: ReadonlySet<string>
  /** addresses that never alert for reputation or frequency */
  readonly allow?: (ip: string) => boolean
}

export interface DetectionContext {
  readonly reputation?: { readonly score: number; readonly list: string }
}

export interface Detection {
  /** findings of one event, strongest first; events come in the order of their arrival */
  detect(event: LogEvent, context?: DetectionContext): Finding[]
  /** the same, where the findings by signature are known already: another thread may have matched */
  conclude(event: LogEvent, matched: readonly Finding[], context?: DetectionContext): Finding[]
}

/** Makes the stateless half of a detection: findings of one event by its signatures, strongest first. */
export const createSignatureMatching = (disabled: ReadonlySet<string> = new Set()) =>
  createMatching(detectors, disabled)

/** Makes a detection with its own windows: one for each stream of events. */
export function createDetection(options: DetectionOptions = {}): Detection {
  const disabled = options.disabled ?? new Set<string>()
  // Made when it is asked for: where another thread matches, nobody asks.
  let match: ReturnType<typeof createMatching> | undefined
  const byFrequency = [createBruteForce(), createCsrf(), createScanBehaviour()]
  const byReputation = createIpReputation()
  return {
    detect(event, context) {
      match ??= createMatching(detectors, disabled)
      return this.conclude(event, match(event), context)
    },
    conclude(event, matched, context = {}) {
      const findings = [...matched]
      if (event.sourceIp !== '' && !options.allow?.(event.sourceIp)) {
        for (const detect of byFrequency) findings.push(...detect(event))
        findings.push(...byReputation(event, context.reputation))
      }
      return disabled.size === 0 ? findings : findings.filter(({ signature }) => !disabled.has(signature))
    },
  }
}

/** The signs in an event that brought no finding, and why. @param findings what its matching found */
export const quietSignsOf = (event: LogEvent, findings: readonly Finding[]) =>
  quietSigns(detectors, event, findings)

/** Every detector's page, for the console and the docs. */
export function detectorDocs(): DetectorDoc[] {
  const byPattern = detectors.map(({ signatures, ...page }) => ({
    ...copyPage(page),
    signatures: signatures.map((s) => ({
      id: s.id,
      title: s.title,
      severity: s.severity ?? page.severity,
      confidence: s.confidence,
      fields: [...s.fields],
      patterns: 'patterns' in s ? s.patterns.map(({ source }) => source) : [s.structure],
      quietIn: [...(s.quietIn ?? [])],
      ...(s.why !== undefined && { why: s.why }),
      matches: [...s.matches],
      ignores: [...s.ignores],
    })),
  }))
  const byFrequency = frequencyPages.map(({ signatures, ...page }) => ({
    ...copyPage(page),
    signatures: signatures.map(({ pattern, ...s }) => ({
      ...s,
      patterns: [pattern],
      quietIn: [],
      severity: s.severity ?? page.severity,
      fields: [],
      matches: [...s.matches],
      ignores: [...s.ignores],
    })),
  }))
  return [...byPattern, ...byFrequency]
}

function copyPage(page: Omit<Detector, 'signatures'>): Omit<DetectorDoc, 'signatures'> {
  const { id, type, title, summary, severity } = page
  return {
    id,
    type,
    title,
    summary,
    severity,
    attack: [...page.attack],
    cwe: [...page.cwe],
    capec: [...page.capec],
    references: [...page.references],
    falsePositives: [...page.falsePositives],
  }
}

export type { DecodeStep, Detector }
