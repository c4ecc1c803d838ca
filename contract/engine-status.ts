import { z } from 'zod'
import { FormatId } from './event.ts'

/** Counters that account for every line since the data folder was made. */
export const Counters = z.object({
  tokensRead: z.number().int(),
  tokensFailed: z.number().int(),
  linesRead: z.number().int(),
  linesParsed: z.number().int(),
  linesUnparsed: z.number().int(),
  alerts: z.number().int(),
})
export type Counters = z.infer<typeof Counters>

/** Where lines come from. 'sealed' is a foreign file of Fernet tokens, read as it is; 'plain' is sealed first. */
export const SourceKind = z.enum(['plain', 'sealed', 'demo'])
export type SourceKind = z.infer<typeof SourceKind>

export const Source = z.object({
  id: z.number().int(),
  name: z.string(),
  kind: SourceKind,
  /** absent for the demo source */
  path: z.string().optional(),
  enabled: z.boolean(),
  state: z.enum(['reading', 'idle', 'missing', 'wrong-key', 'failed', 'off']),
  /** one sentence where the state needs one */
  message: z.string().optional(),
  /** detected formats with the number of lines of each */
  formats: z.array(z.object({ format: FormatId, lines: z.number().int() })),
  lines: z.number().int(),
  unparsed: z.number().int(),
  tokensFailed: z.number().int(),
  /** bytes read of bytes there are */
  offset: z.number(),
  size: z.number(),
  /** when the last line was sealed, epoch ms; absent before the first */
  lastLineAt: z.number().optional(),
  /** the latest time that stands in a line, epoch ms */
  lastEventAt: z.number().optional(),
  /** lines a second over the last minute */
  rate: z.number().nonnegative(),
  /** what is there and not analysed yet: bytes of the file, and how old the last line read is; both 0 where all is read */
  lag: z.object({
    bytes: z.number().nonnegative(),
    /** null where no line was read yet */
    seconds: z.number().nonnegative().nullable(),
  }),
  /** the mean gap between its lines, by the times in them; absent before the second line */
  usualGapMs: z.number().nonnegative().optional(),
  /**
   * all is read, and no line came for 20 usual gaps, at least 5 minutes. Never of a source that is off, is the demo,
   * or brought no line yet
   */
  silent: z.boolean(),
  /** entries of the quarantine that came from it */
  quarantined: z.number().int(),
  /** whether a sealed file has a key of its own; the key itself is never shown */
  keySet: z.boolean(),
})
export type Source = z.infer<typeof Source>

export const AddSource = z.object({
  path: z.string().min(1).max(4096),
  name: z.string().max(100).optional(),
  kind: z.enum(['plain', 'sealed']),
  from: z.enum(['beginning', 'end']).default('beginning'),
  /** key of a foreign sealed file, where it is not Vedette's own; never shown again */
  key: z.string().max(200).optional(),
})
export type AddSource = z.infer<typeof AddSource>

export const GeneratorOptions = z.object({
  /** lines a second */
  rate: z.number().min(0.1).max(5000).default(20),
  /** same seed, same lines */
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
})
export type GeneratorOptions = z.infer<typeof GeneratorOptions>

export const GeneratorStatus = GeneratorOptions.extend({
  running: z.boolean(),
  /** lines sealed since start */
  lines: z.number().int(),
})
export type GeneratorStatus = z.infer<typeof GeneratorStatus>

export const EngineStatus = z.object({
  version: z.string(),
  startedAt: z.number(),
  counters: Counters,
  linesPerSecond: z.number(),
  /** places where the own sealed log is not as it was written: tokens missing, doubled, moved or changed */
  chainBreaks: z.number().int(),
  lastChainBreak: z
    .object({
      /** when it was noticed, epoch milliseconds */
      time: z.number(),
      /** byte offset in its segment */
      offset: z.number(),
      /** what is wrong there, with the segment's name */
      reason: z.string(),
    })
    .optional(),
  /** true when the first tokens of a source all failed to open */
  wrongKey: z.boolean(),
  /** sources with `silent` */
  silentSources: z.number().int(),
  /** sentences about what does not work right now (disk full, reputation service out of reach); empty when all is well */
  problems: z.array(z.string()),
  quarantined: z.number().int(),
  demoAlerts: z.number().int(),
  generator: GeneratorStatus,
  geography: z.object({ database: z.string(), attribution: z.string() }),
  model: z.object({ name: z.string(), trainedAt: z.string(), threshold: z.number() }),
})
export type EngineStatus = z.infer<typeof EngineStatus>

export const QuarantineEntry = z.object({
  id: z.number().int(),
  time: z.number(),
  sourceId: z.number().int(),
  sourceName: z.string(),
  /** byte offset of the token in its file */
  offset: z.number(),
  reason: z.string(),
})
export type QuarantineEntry = z.infer<typeof QuarantineEntry>
