import { z } from 'zod'
import { AttackType } from './attack-type.ts'
import { EventField } from './event.ts'
import { Severity } from './severity.ts'

export const SignatureDoc = z.object({
  id: z.string(),
  title: z.string(),
  severity: Severity,
  confidence: z.number(),
  fields: z.array(EventField),
  /** the sources of its patterns, any of which is a match, or one sentence for a signature that is code */
  patterns: z.array(z.string()),
  /** surroundings in which it counts for nothing, e.g. 'prose' */
  quietIn: z.array(z.string()),
  why: z.string().optional(),
  matches: z.array(z.string()),
  ignores: z.array(z.string()),
})
export type SignatureDoc = z.infer<typeof SignatureDoc>

/** A detector's page as the console and the docs show it. */
export const DetectorDoc = z.object({
  id: z.string(),
  type: AttackType,
  title: z.string(),
  /** what it looks for, in one sentence */
  summary: z.string(),
  severity: Severity,
  /** MITRE ATT&CK technique ids, e.g. 'T1190' */
  attack: z.array(z.string()),
  /** CWE ids, e.g. 'CWE-89' */
  cwe: z.array(z.string()),
  /** CAPEC ids, e.g. 'CAPEC-66' */
  capec: z.array(z.string()),
  references: z.array(z.string()),
  falsePositives: z.array(z.string()),
  signatures: z.array(SignatureDoc),
})
export type DetectorDoc = z.infer<typeof DetectorDoc>
