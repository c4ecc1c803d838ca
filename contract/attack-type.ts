import { z } from 'zod'

/** The eleven attack types a signature detector can name. */
export const attackTypes = [
  'sql-injection',
  'xss',
  'brute-force',
  'csrf',
  'crlf-injection',
  'nosql-injection',
  'command-injection',
  'path-traversal',
  'file-upload',
  'scanner',
  'ip-reputation',
] as const
export const AttackType = z.enum(attackTypes)
export type AttackType = z.infer<typeof AttackType>

/** What an alert can be: one of the eleven, or an anomaly that no signature explains. */
export const alertTypes = [...attackTypes, 'anomaly'] as const
export const AlertType = z.enum(alertTypes)
export type AlertType = z.infer<typeof AlertType>
