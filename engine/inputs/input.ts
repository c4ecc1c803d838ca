import type { ExaminedLine } from '../pipeline/conclude.ts'
import type { Batch, Examined, Failure } from '../pipeline/examined.ts'

/** A log line on its way into the analysis. */
export interface InputLine extends ExaminedLine {
  /** byte offset of its token */
  readonly offset: number
}

export interface FailedToken {
  readonly sourceId: number
  readonly offset: number
  readonly reason: string
}

/** The stored position of a name, undefined where there is none. */
export type Committed = (name: string) => unknown

/** What one reading of an input brought, sealed as it is. */
export interface Reading {
  /** its source is that of the input, or the one that failures are counted under */
  readonly batch: Batch
  /** where it ended, as the store keeps it; undefined where there is no file */
  readonly position: string | undefined
  /** What the batch holds, once it is examined. Readings are opened in their order. */
  readonly open: (examined: Examined) => Chunk
}

/** A reading, opened. */
export interface Chunk {
  readonly lines: readonly InputLine[]
  readonly failed: readonly FailedToken[]
  /** places where the own log is not as it was written; told, while reading goes on */
  readonly broken?: readonly FailedToken[]
  /** tokens read, opened or not, by source */
  readonly tokens: ReadonlyMap<number, number>
  /** positions to keep with the alerts: the input's own, and those of collectors that frames carry */
  readonly positions: ReadonlyMap<string, string>
  /** bytes read and there, where the input knows */
  readonly offset: number
  readonly size: number
  readonly state: 'reading' | 'idle' | 'missing'
  readonly notice?: string | undefined
  /** lines of before the engine stopped, for the detectors' windows alone: neither counted nor reported */
  readonly isRecalled?: boolean
}

/** Something sealed that the engine tails: its own log, or a foreign file of tokens. */
export interface Input {
  /** name of its row among the positions, e.g. 'own-log' or 'sealed:3' */
  readonly name: string
  /** the file or folder in which more of it comes */
  readonly path: string
  /** Reads on behind the last reading, which need not be opened yet. */
  read(maxBytes: number): Promise<Reading>
  /** goes back to the last committed position, after a commit failed; readings of before are opened no more */
  rewind(): void | Promise<void>
  close(): void | Promise<void>
}

const sentences: Record<Failure, string> = {
  malformed: 'not a Fernet token (cut or not base64)',
  version: 'not a Fernet token (wrong version byte)',
  signature: 'no key opens it (wrong key or tampered with)',
  padding: 'its padding is broken',
  key: 'the key is unusable',
  frame: 'it opens, but holds no frame of Vedette',
}

export const failureSentence = (failure: Failure): string => sentences[failure]
