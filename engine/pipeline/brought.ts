import type { LogEvent } from '../../contract/event.ts'
import type { Alerted } from '../alerting.ts'
import type { Geography } from '../enrich/geography.ts'
import type { Chunk, FailedToken, InputLine } from '../inputs/input.ts'
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
import type { Analysed } from './conclude.ts'

const unknownFormat = 'its format is not known'

export interface BroughtParts {
  readonly geography: Geography
  readonly alerting: (line: Analysed) => Alerted
  readonly keyring: Keyring
}

/**
 * What a turn brings to the store, gathered line by line: of a line that says nothing only its counts stay, so most of
 * what was made to judge it dies at once.
 */
export class Brought {
  readonly #parts: BroughtParts
  readonly #input: string
  readonly #time = Date.now()
  readonly #quarantine: NewQuarantine[] = []
  readonly #deltas = new Map<number, SourceDelta>()
  readonly #held = new Map<number, Held>()
  readonly alerts: NewAlert[] = []

  constructor(input: string, { tokens, failed, broken = [] }: Chunk, parts: BroughtParts) {
    this.#parts = parts
    this.#input = input
    for (const [sourceId, count] of tokens) this.#deltaOf(sourceId).tokensRead += count
    for (const token of failed) {
      this.#deltaOf(token.sourceId).tokensFailed++
      this.#refuse(token)
    }
    for (const place of broken) this.#refuse(place)
  }

  /** Lines come in the order of the log. */
  add(analysed: Analysed, offset: InputLine['offset']): void {
    const { event, line } = analysed
    const { sourceId, arrival: time, text } = line
    countLine(this.#deltaOf(sourceId), time, event)
    if (!event) {
      const sealed = this.#parts.keyring.seal(text)
      const reason = unknownFormat
      this.#quarantine.push({ time, sourceId, input: this.#input, offset, reason, sealed })
    }
    const { alerts, heldBy } = this.#parts.alerting(analysed)
    // Only addresses that alert are looked up.
    for (const alert of alerts) {
      // Not copied: why it is one may cost something to say, and is asked only where it is written.
      this.alerts.push(Object.assign(alert, { place: this.#parts.geography.locate(alert.sourceIp) }))
    }
    if (heldBy !== undefined) this.#hold(heldBy, time)
  }

  get batch(): Pick<Batch, 'alerts' | 'quarantine' | 'sources' | 'held'> {
    return { alerts: this.alerts, quarantine: this.#quarantine, sources: this.#deltas, held: this.#held }
  }

  #deltaOf(sourceId: number): SourceDelta {
    const delta = this.#deltas.get(sourceId) ?? emptyDelta()
    this.#deltas.set(sourceId, delta)
    return delta
  }

  #refuse({ sourceId, offset, reason }: FailedToken): void {
    this.#quarantine.push({ time: this.#time, sourceId, input: this.#input, offset, reason })
  }

  /** A line that an expectation kept silent. */
  #hold(expectation: number, arrival: number): void {
    const sum = this.#held.get(expectation) ?? { count: 0, last: 0 }
    sum.count++
    sum.last = Math.max(sum.last, arrival)
    this.#held.set(expectation, sum)
  }
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
