import { z } from 'zod'

/** How much an alert matters, from "act now" to "for the record". */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const
export const Severity = z.enum(severities)
export type Severity = z.infer<typeof Severity>
