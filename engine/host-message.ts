/** How a host and an engine on another thread or in another process talk; kept apart so that hosts need not load the engine. */
import { z } from 'zod'

/** What a host tells an engine that runs on a thread or in a process of its own. */
export const HostMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('open'),
    dataDir: z.string(),
    /** keys from the OS's keychain; without them the key file (or VEDETTE_KEY) of a headless host is read */
    keys: z.array(z.string()).min(1).optional(),
    keyFile: z.string().optional(),
  }),
  /** comes with a port, on which the contract is served from then on */
  z.object({ kind: z.literal('connect') }),
  z.object({ kind: z.literal('close') }),
])
export type HostMessage = z.infer<typeof HostMessage>

/** What the engine answers its host. */
export const HostAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), step: z.string() }),
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('failed'), sentence: z.string(), isBadInput: z.boolean() }),
  z.object({ kind: z.literal('closed') }),
])
export type HostAnswer = z.infer<typeof HostAnswer>
