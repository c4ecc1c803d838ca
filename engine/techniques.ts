import type { DetectorDoc } from '../contract/detector.ts'

/** MITRE ATT&CK technique ids by the signatures that tell of them. */
export const techniquesBySignature = (detectors: readonly DetectorDoc[]): Map<string, readonly string[]> =>
  new Map(detectors.flatMap(({ attack, signatures }) => signatures.map(({ id }) => [id, attack] as const)))
