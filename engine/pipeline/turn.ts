import type { Alert } from '../../contract/alert.ts'
import type { LogEvent } from '../../contract/event.ts'
import type { Geography } from '../enrich/geography.ts'
import type { Chunk, Input, Reading } from '../inputs/input.ts'
import type { Keyring } from '../sealed-log/keyring.ts'
import {
  type Batch,
  emptyDelta,
  type NewAlert,
  type NewQuarantine,
  type SourceDelta,
} from '../store/batch.ts'
import { floorTo, minuteMs } from '../store/batch-writer.ts'
import type { Analysed, Concluder } from './conclude.ts'
import type { Examined } from './examined.ts'
import type { Examiners } from './threads.ts'

/** Bytes of tokens one turn reads: about 1,200 lines in tokens of their own. */
const turnBytes = 512 * 1024
/** A turn that brought so many lines has more behind it. */
const fullLines = 256

const unknownFormat = 'its format is not known'

export interface PipelineParts {
  readonly concluder: Concluder
  readonly geography: Geography
  readonly alerting: (line: Analysed) => NewAlert[]
  readonly keyring: Keyring
  readonly write: (batch: Batch) => number[] | Promise<number[]>
  readonly alertsById: (ids: readonly number[]) => Alert[]
}

export interface Turn {
  readonly alerts: readonly Alert[]
  readonly alertCount: number
  readonly lines: number
  readonly chunk: Chunk
}

/** Alerts one live message carries at most; the count is exact all the same. */
const publishedAtMost = 200

interface Prepared {
  readonly reading: Reading
  readonly examined: Examined
}

/**
 * Turns of inputs: read what is there, open, parse, match and score the whole batch, locate, and commit alerts,
 * counters, quarantine and positions in one transaction. While much waits, the next batches of an input are read and
 * examined ahead; they are concluded in the order of the log all the same.
 */
export class Pipeline {
  readonly #examining: Examiners
  readonly #ahead = new Map<string, Promise<Prepared>[]>()
  readonly #reading = new Map<string, Promise<Reading>>()

  constructor(examining: Examiners) {
    this.#examining = examining
  }

  async turn(input: Input, parts: PipelineParts): Promise<Turn> {
    const queue = this.#ahead.get(input.name) ?? []
    const chunk = await this.#next(input, queue)
    const hasMore = chunk.lines.length >= fullLines
    while (hasMore && queue.length < this.#examining.width) queue.push(this.#prepare(input))
    if (queue.length > 0) this.#ahead.set(input.name, queue)
    else this.#release(input.name)
    return isEmpty(chunk) ? { ...nothing, chunk } : conclude(input.name, chunk, parts)
  }

  /** Ends what examines for it. */
  close(): Promise<void> {
    return this.#examining.close()
  }

  /** Lets go of what was read ahead of an input: it will be read again, or never. */
  async forget(name: string): Promise<void> {
    await Promise.allSettled(this.#ahead.get(name) ?? [])
    this.#release(name)
  }

  #release(name: string): void {
    this.#ahead.delete(name)
    this.#reading.delete(name)
  }

  /** What follows in the input. A reading ahead that found nothing is passed over: more may have come since. */
  async #next(input: Input, queue: Promise<Prepared>[]): Promise<Chunk> {
    for (;;) {
      const ahead = queue.shift()
      const { reading, examined } = await (ahead ?? this.#prepare(input))
      const chunk = reading.open(examined)
      if (!ahead || !isEmpty(chunk) || chunk.notice !== undefined) return chunk
    }
  }

  /** Readings of an input follow each other; what they brought is examined side by side. */
  async #prepare(input: Input): Promise<Prepared> {
    const before = this.#reading.get(input.name) ?? Promise.resolve()
    const following = before.then(() => input.read(turnBytes))
    this.#reading.set(input.name, following)
    const reading = await following
    return { reading, examined: await this.#examining.examine(reading.batch) }
  }
}

const isEmpty = ({ tokens, lines, broken }: Chunk): boolean =>
  tokens.size === 0 && lines.length === 0 && !broken?.length

const nothing = { alerts: [], alertCount: 0, lines: 0 }

async function conclude(input: string, chunk: Chunk, parts: PipelineParts): Promise<Turn> {
  const analysed = parts.concluder.conclude(chunk.lines)
  if (chunk.isRecalled) return { ...nothing, chunk }
  await parts.geography.prepare(addressesOf(analysed))
  const alerts = analysed.flatMap(parts.alerting)
  const ids = await parts.write({
    alerts,
    quarantine: quarantineOf(chunk, analysed, input, parts.keyring),
    sources: deltasOf(chunk, analysed),
    positions: chunk.positions,
  })
  return {
    alerts: parts.alertsById(ids.slice(-publishedAtMost)),
    alertCount: alerts.length,
    lines: chunk.lines.length,
    chunk,
  }
}

function* addressesOf(analysed: readonly Analysed[]): Iterable<string> {
  for (const { event } of analysed) if (event) yield event.sourceIp
}

function quarantineOf(
  chunk: Chunk,
  analysed: readonly Analysed[],
  input: string,
  keyring: Keyring,
): NewQuarantine[] {
  const time = Date.now()
  const tokens = [...chunk.failed, ...(chunk.broken ?? [])].map(({ sourceId, offset, reason }) => ({
    time,
    sourceId,
    input,
    offset,
    reason,
  }))
  const lines = analysed.flatMap(({ line, event }, i) =>
    event
      ? []
      : [
          {
            time: line.arrival,
            sourceId: line.sourceId,
            input,
            offset: chunk.lines[i]?.offset ?? 0,
            reason: unknownFormat,
            sealed: keyring.seal(line.text),
          },
        ],
  )
  return [...tokens, ...lines]
}

function deltasOf(chunk: Chunk, analysed: readonly Analysed[]): Map<number, SourceDelta> {
  const deltas = new Map<number, SourceDelta>()
  const of = (sourceId: number): SourceDelta => {
    const delta = deltas.get(sourceId) ?? emptyDelta()
    deltas.set(sourceId, delta)
    return delta
  }
  for (const [sourceId, tokens] of chunk.tokens) of(sourceId).tokensRead += tokens
  for (const { sourceId } of chunk.failed) of(sourceId).tokensFailed++
  for (const { line, event } of analysed) countLine(of(line.sourceId), line.arrival, event)
  return deltas
}

function countLine(delta: SourceDelta, arrival: number, event: LogEvent | undefined): void {
  delta.lines++
  delta.lastLineAt = arrival
  if (event) delta.formats.set(event.format, (delta.formats.get(event.format) ?? 0) + 1)
  else delta.unparsed++
  const minute = floorTo(event?.time ?? arrival, minuteMs)
  delta.linesByMinute.set(minute, (delta.linesByMinute.get(minute) ?? 0) + 1)
}
