import { type AlertType, alertTypes } from '../../../contract/attack-type.ts'
import type { Goal } from '../../../contract/incident.ts'

/** The goal each type of alert serves. */
export const goalOf: Readonly<Record<AlertType, Goal>> = {
  scanner: 'reconnaissance',
  'brute-force': 'credential-access',
  'sql-injection': 'exploitation',
  'nosql-injection': 'exploitation',
  'command-injection': 'exploitation',
  'crlf-injection': 'exploitation',
  'path-traversal': 'exploitation',
  'file-upload': 'exploitation',
  csrf: 'exploitation',
  xss: 'exploitation',
  'ip-reputation': 'reputation',
  anomaly: 'unusual',
}

export const typesOf = (goal: Goal): AlertType[] => alertTypes.filter((type) => goalOf[type] === goal)
