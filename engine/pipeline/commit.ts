import { setImmediate as otherWork } from 'node:timers/promises'
import type { Alert } from '../../contract/alert.ts'
import type { AnomalyBudget } from '../anomaly/budget.ts'
import type { Chunk } from '../inputs/input.ts'
import type { Batch } from '../store/batch.ts'
import { Brought, type BroughtParts } from './brought.ts'
import type { Concluder } from './conclude.ts'
import { pieceLines } from './examine.ts'

export interface PipelineParts extends BroughtParts {
  readonly concluder: Concluder
  /** what `alerting` goes by for anomalies */
  readonly budget: Pick<AnomalyBudget, 'begin' | 'changes' | 'committed'>
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
  const { concluder, budget } = parts
  if (chunk.isRecalled) {
    for (const line of chunk.lines) concluder.conclude(line)
    return { ...nothing, chunk }
  }
  budget.begin()
  const brought = new Brought(input, chunk, parts)
  for (const [i, line] of chunk.lines.entries()) {
    if (i % pieceLines === 0) await otherWork()
    brought.add(concluder.conclude(line), line.offset)
  }
  await otherWork()
  const ids = await parts.write({
    ...brought.batch,
    positions: chunk.positions,
    anomalies: budget.changes(),
  })
  budget.committed()
  return {
    alerts: parts.alertsById(ids.slice(-publishedAtMost)),
    alertCount: brought.alerts.length,
    lines: chunk.lines.length,
    chunk,
  }
}
