import type { Locality } from '../../contract/alert.ts'
import type { AlertType } from '../../contract/attack-type.ts'
import type { EpochMs, FormatId } from '../../contract/event.ts'
import type { Severity } from '../../contract/severity.ts'
import type { AnomalyChanges } from './anomaly/changes.ts'
import type { Held } from './expectation-store.ts'

/** Where the geography database puts an address; `locality` says why there may be no coordinates. */
export interface Located {
  readonly locality: Locality
  readonly countryCode?: string | undefined
  readonly city?: string | undefined
  readonly latitude?: number | undefined
  readonly longitude?: number | undefined
}

/** An alert as it goes into the store. */
export interface NewAlert {
  readonly time: EpochMs
  readonly arrival: EpochMs
  readonly type: AlertType
  readonly severity: Severity
  readonly signature: string
  readonly why: string
  readonly sourceIp: string
  readonly place: Located
  readonly anomalyScore?: number | undefined
  readonly method?: string | undefined
  readonly path?: string | undefined
  readonly status?: number | undefined
  readonly sourceId: number
  /** seals the evidence: of repeats only the first and the last are kept, so only those are sealed */
  readonly seal: () => string
}

export interface NewQuarantine {
  readonly time: EpochMs
  readonly sourceId: number
  readonly input: string
  readonly offset: number
  readonly reason: string
  /** the line, sealed, where a token opened but its line has no known format */
  readonly sealed?: string
}

/** What one batch adds to the counters of a source. */
export interface SourceDelta {
  lines: number
  unparsed: number
  tokensRead: number
  tokensFailed: number
  formats: Map<FormatId, number>
  lastLineAt: EpochMs | undefined
  /** event times (arrival for lines without one): the earliest and the latest */
  times: { first: EpochMs; last: EpochMs } | undefined
  /** lines by minute of event time (arrival for lines without one) */
  linesByMinute: Map<number, number>
}

export const emptyDelta = (): SourceDelta => ({
  lines: 0,
  unparsed: 0,
  tokensRead: 0,
  tokensFailed: 0,
  formats: new Map(),
  lastLineAt: undefined,
  times: undefined,
  linesByMinute: new Map(),
})

/** Everything one turn of the pipeline writes, in one transaction with the position it has read to. */
export interface Batch {
  readonly alerts: readonly NewAlert[]
  readonly quarantine: readonly NewQuarantine[]
  readonly sources: ReadonlyMap<number, SourceDelta>
  /** input name → position as JSON */
  readonly positions: ReadonlyMap<string, string>
  /** by expectation: the lines it kept silent */
  readonly held?: ReadonlyMap<number, Held>
  /** absent where no budget is kept */
  readonly anomalies?: AnomalyChanges
}
