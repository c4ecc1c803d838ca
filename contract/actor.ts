import { z } from 'zod'
import { Locality, Place } from './alert.ts'
import { AlertType } from './attack-type.ts'
import { Severity } from './severity.ts'

/** Who attacks: one address, its network (see `AlertFilter.networks`), or all of a country (ISO code). */
export const ActorKind = z.enum(['address', 'network', 'country'])
export type ActorKind = z.infer<typeof ActorKind>

export const ActorQuery = z.object({
  kind: ActorKind,
  value: z.string().min(1).max(64),
  /** event time, epoch ms: from <= time < to; absent ends are open */
  from: z.number().optional(),
  to: z.number().optional(),
})
export type ActorQuery = z.infer<typeof ActorQuery>

/** How dangerous an actor has been of late, 0 to 100, and what that is made of; the points add up to the score. */
export const ActorRisk = z.object({
  score: z.number().min(0).max(100),
  parts: z.array(
    z.object({
      name: z.enum([...Severity.options, 'variety', 'reputation']),
      /** occurrences, types, or the reputation's score */
      amount: z.number(),
      points: z.number(),
    }),
  ),
  /** the score at the end of each of the last thirty days, oldest first */
  history: z.array(z.object({ time: z.number(), score: z.number() })),
})
export type ActorRisk = z.infer<typeof ActorRisk>

const Counted = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ ...shape, count: z.number().int().nonnegative() })

/** What is known of an actor; numbers and charts of its alerts are the overview's, narrowed to it. */
export const Actor = z.object({
  kind: ActorKind,
  value: z.string(),
  place: Place,
  locality: Locality,
  /** of an address */
  network: z.string().optional(),
  reputation: z.object({ score: z.number(), list: z.string() }).optional(),
  /** true where it is on the list of addresses that never alert for reputation or frequency */
  isAllowed: z.boolean(),
  /** event times of its first and last alert there are, whatever the range */
  first: z.number().optional(),
  last: z.number().optional(),
  risk: ActorRisk,
  signatures: z.array(Counted({ id: z.string(), type: AlertType })),
  /** what it asked for and with which programs, of its newest alerts in the range: `lookedAt` of them */
  targets: z.array(Counted({ method: z.string().optional(), path: z.string() })),
  userAgents: z.array(Counted({ userAgent: z.string() })),
  lookedAt: z.number().int(),
  /** addresses that set off the same signatures in the range, the likest first; of an address alone */
  similar: z.array(
    Counted({
      ip: z.string(),
      country: z.string().optional(),
      /** signatures in common */
      shared: z.array(z.string()),
      /** 0 to 1: how much of what this actor set off they set off too, rare signatures weighing more */
      likeness: z.number(),
    }),
  ),
})
export type Actor = z.infer<typeof Actor>

/** One request of an actor, opened from the sealed log. */
export const ActorRequest = z.object({
  time: z.number(),
  sourceId: z.number().int(),
  sourceIp: z.string(),
  method: z.string().optional(),
  target: z.string().optional(),
  status: z.number().int().optional(),
  bytes: z.number().optional(),
  userAgent: z.string().optional(),
  /** true where a signature matches it */
  isAttack: z.boolean(),
})
export type ActorRequest = z.infer<typeof ActorRequest>

export const ActorRequests = z.object({
  /** newest first */
  requests: z.array(ActorRequest),
  /** lines looked at, and the oldest event time among them: what lies before was not looked at */
  lines: z.number().int(),
  since: z.number().optional(),
  /** true where all of the range that the sealed log still holds was looked at */
  isComplete: z.boolean(),
})
export type ActorRequests = z.infer<typeof ActorRequests>
