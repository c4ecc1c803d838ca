import type { EpochMs } from '../../contract/event.ts'
import type { Batch, Failure } from '../pipeline/examined.ts'

/** A log line on its way into the analysis. */
export interface InputLine {
  readonly text: string
  readonly sourceId: number
  readonly arrival: EpochMs
  /** byte offset of its token */
  readonly offset: number
}

export interface FailedToken {
  readonly sourceId: number
  readonly offset: number
  readonly reason: string
}

/** What one reading of an input brought, sealed as it is. */
export interface RawChunk {
  /** its source is that of the input, or the one that failures are counted under */
  readonly batch: Batch
  /** byte offset of each text of the batch */
  readonly offsets: readonly number[]
  /** positions to keep with the alerts */
  readonly positions: ReadonlyMap<string, string>
  /** bytes read and there, where the input knows */
  readonly offset: number
  readonly size: number
  readonly state: 'reading' | 'idle' | 'missing'
  readonly notice?: string | undefined
}

/** A reading, opened. */
export interface Chunk {
  readonly lines: readonly InputLine[]
  readonly failed: readonly FailedToken[]
  /** tokens read, opened or not, by source */
  readonly tokens: ReadonlyMap<number, number>
  /** positions to keep with the alerts: the input's own, and those of collectors that frames carry */
  readonly positions: ReadonlyMap<string, string>
  /** bytes read and there, where the input knows */
  readonly offset: number
  readonly size: number
  readonly state: 'reading' | 'idle' | 'missing'
  readonly notice?: string | undefined
}

/** Something sealed that the engine tails: its own log, or a foreign file of tokens. */
export interface Input {
  /** name of its row among the positions, e.g. 'own-log' or 'sealed:3' */
  readonly name: string
  read(maxBytes: number): Promise<RawChunk>
  /** goes back to the last committed position, after a commit failed */
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
