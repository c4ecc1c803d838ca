import { z } from 'zod'
import { FormatId } from '../contract/event.ts'
import { Finding } from '../contract/finding.ts'
import { Explanation } from './anomaly/explain.ts'
import type { Keyring } from './sealed-log/keyring.ts'

/** What proves an alert, kept sealed beside it: the raw line, every finding in it, and why it is an anomaly where it is one. */
const SealedEvidence = z.object({
  v: z.literal(1),
  raw: z.string(),
  format: FormatId,
  findings: z.array(Finding),
  anomaly: Explanation.optional(),
})
export type SealedEvidence = z.infer<typeof SealedEvidence>

export const sealEvidence = (keyring: Keyring, evidence: Omit<SealedEvidence, 'v'>): string =>
  keyring.seal(JSON.stringify({ v: 1, ...evidence }))

/** @throws FernetError where no key opens it, ZodError where it is not evidence */
export const openEvidence = (keyring: Keyring, token: string): SealedEvidence =>
  SealedEvidence.parse(JSON.parse(keyring.open(token).toString('utf8')))
