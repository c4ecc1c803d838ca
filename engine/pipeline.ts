import type { Alert } from '../contract/alert.ts'
import type { LogEvent } from '../contract/event.ts'
import type { Analysed, Analysis } from './analysis.ts'
import type { Geography } from './enrich/geography.ts'
import type { Chunk, Input } from './inputs/input.ts'
import type { Keyring } from './sealed-log/keyring.ts'
import { type Batch, emptyDelta, type NewAlert, type NewQuarantine, type SourceDelta } from './store/batch.ts'
import { floorTo, minuteMs } from './store/batch-writer.ts'

/** Bytes of tokens one turn reads: about 1,200 lines in tokens of their own. */
const turnBytes = 512 * 1024

const unknownFormat = 'its format is not known'

export interface PipelineParts {
  readonly analysis: Analysis
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

/**
 * One turn: read what is there, open, parse, detect and score the whole batch, locate, and commit alerts,
 * counters, quarantine and positions in one transaction.
 */
export async function turn(input: Input, parts: PipelineParts): Promise<Turn> {
  const chunk = await input.read(turnBytes)
  const nothing = { alerts: [], alertCount: 0, lines: 0, chunk }
  const isEmpty = chunk.tokens.size === 0 && chunk.lines.length === 0 && !chunk.broken?.length
  if (isEmpty) return nothing

  const analysed = await parts.analysis.analyse(chunk.lines)
  if (chunk.isRecalled) return nothing
  await parts.geography.prepare(addressesOf(analysed))
  const alerts = analysed.flatMap(parts.alerting)
  const ids = await parts.write({
    alerts,
    quarantine: quarantineOf(chunk, analysed, input.name, parts.keyring),
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
