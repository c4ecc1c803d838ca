import { setImmediate as otherWork } from 'node:timers/promises'
import type { Alert } from '../../contract/alert.ts'
import type { LogEvent } from '../../contract/event.ts'
import type { Alerted } from '../alerting.ts'
import type { AnomalyBudget } from '../anomaly/budget.ts'
import type { Geography } from '../enrich/geography.ts'
import type { Chunk } from '../inputs/input.ts'
import type { Keyring } from '../sealed-log/keyring.ts'
import {
  type Batch,
  emptyDelta,
  type NewAlert,
  type NewQuarantine,
  type SourceDelta,
} from '../store/batch.ts'
import { floorTo, minuteMs } from '../store/batch-writer.ts'
import type { Held } from '../store/expectation-store.ts'
import type { Analysed, Concluder } from './conclude.ts'

const unknownFormat = 'its format is not known'

export interface PipelineParts {
  readonly concluder: Concluder
  readonly geography: Geography
  readonly alerting: (line: Analysed) => Alerted
  /** what `alerting` goes by for anomalies */
  readonly budget: Pick<AnomalyBudget, 'begin' | 'changes' | 'committed'>
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

/** A turn that brought nothing to commit. */
export const nothing = { alerts: [], alertCount: 0, lines: 0 }

/** The second half of a turn: concludes the lines and commits what they brought. Recalled ones bring nothing. */
export async function conclude(input: string, chunk: Chunk, parts: PipelineParts): Promise<Turn> {
  const analysed = parts.concluder.conclude(chunk.lines)
  if (chunk.isRecalled) return { ...nothing, chunk }
  // A query that came meanwhile is answered before all this is written.
  await otherWork()
  parts.budget.begin()
  // Only addresses that alert are looked up.
  const alerted = analysed.map(parts.alerting)
  const alerts = alerted
    .flatMap((line) => line.alerts)
    // Not copied: why it is one may cost something to say, and is asked only where it is written.
    .map((alert): NewAlert => Object.assign(alert, { place: parts.geography.locate(alert.sourceIp) }))
  const ids = await parts.write({
    alerts,
    quarantine: quarantineOf(chunk, analysed, input, parts.keyring),
    sources: deltasOf(chunk, analysed),
    positions: chunk.positions,
    held: heldIn(analysed, alerted),
    anomalies: parts.budget.changes(),
  })
  parts.budget.committed()
  return {
    alerts: parts.alertsById(ids.slice(-publishedAtMost)),
    alertCount: alerts.length,
    lines: chunk.lines.length,
    chunk,
  }
}

/** Lines that expectations kept silent. */
function heldIn(analysed: readonly Analysed[], alerted: readonly Alerted[]): Map<number, Held> {
  const held = new Map<number, Held>()
  alerted.forEach(({ heldBy }, i) => {
    if (heldBy === undefined) return
    const sum = held.get(heldBy) ?? { count: 0, last: 0 }
    sum.count++
    sum.last = Math.max(sum.last, analysed[i]?.line.arrival ?? 0)
    held.set(heldBy, sum)
  })
  return held
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
  const time = event?.time ?? arrival
  delta.times ??= { first: time, last: time }
  delta.times.first = Math.min(delta.times.first, time)
  delta.times.last = Math.max(delta.times.last, time)
  const minute = floorTo(time, minuteMs)
  delta.linesByMinute.set(minute, (delta.linesByMinute.get(minute) ?? 0) + 1)
}
