import { z } from 'zod'
import { AlertType } from './attack-type.ts'
import { Severity } from './severity.ts'

export const Bounds = z.object({
  north: z.number().min(-90).max(90),
  south: z.number().min(-90).max(90),
  east: z.number().min(-180).max(180),
  west: z.number().min(-180).max(180),
})
export type Bounds = z.infer<typeof Bounds>

/** First and last HTTP status, both included. */
export const StatusRange = z.tuple([z.number().int().min(0).max(999), z.number().int().min(0).max(999)])
export type StatusRange = z.infer<typeof StatusRange>

/** What alerts are told apart by. Within a list any value will do; lists, and texts, all have to hold. */
export const AlertValues = z.object({
  types: z.array(AlertType).max(20).optional(),
  severities: z.array(Severity).max(5).optional(),
  sourceIps: z.array(z.string().max(64)).max(100).optional(),
  /** the /24 of an IPv4 address or the /48 of an IPv6 one, as `Alert.network` writes it */
  networks: z.array(z.string().max(64)).max(100).optional(),
  /** ISO 3166-1 alpha-2 codes */
  countries: z.array(z.string().length(2)).max(300).optional(),
  sourceIds: z.array(z.number().int()).max(100).optional(),
  signatures: z.array(z.string().max(100)).max(100).optional(),
  methods: z.array(z.string().max(32)).max(50).optional(),
  /** whole paths without query */
  paths: z.array(z.string().max(300)).max(100).optional(),
  statuses: z.array(StatusRange).max(50).optional(),
  /** each a part of address, path, signature, type, country or city */
  texts: z.array(z.string().max(200)).max(10).optional(),
})
export type AlertValues = z.infer<typeof AlertValues>

/** What the user has narrowed the screens to. Empty lists and absent fields do not narrow. */
export const AlertFilter = AlertValues.extend({
  /** event time, epoch ms: from <= time < to */
  from: z.number().optional(),
  to: z.number().optional(),
  bounds: Bounds.optional(),
  /** left out: alerts with any of these values */
  not: AlertValues.optional(),
})
export type AlertFilter = z.infer<typeof AlertFilter>
