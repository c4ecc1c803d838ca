/** Did it work? What an alert's request was answered with, beside what innocent requests of the same path get. */
import type { LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import type { UsualAnswers } from '../../contract/usual.ts'
import { NotFound } from '../errors.ts'
import { openEvidence } from '../evidence.ts'
import { LineParser } from '../formats/index.ts'
import type { Frame } from '../sealed-log/frame.ts'
import { framesOf, type OwnLog, segmentsUpTo } from '../sealed-log/frames-of.ts'
import type { AlertStore } from '../store/alert-store.ts'
import type { SourceStore } from '../store/source-store.ts'
import { hourMs } from '../store/time-steps.ts'
import { type Answer, judge, summed } from './judge.ts'

/** Lines looked at for one answer: that takes a few seconds. */
const linesAtMost = 200_000

/** Innocent requests that tell what is usual: more would hardly tell it better. */
const enough = 1_000

/** What came so soon after an alert is looked at too: a new log holds little from before. */
const nearMs = hourMs

export interface UsualParts extends OwnLog {
  readonly alerts: AlertStore
  readonly sources: SourceStore
  readonly match: (event: LogEvent) => Finding[]
}

interface Wanted extends UsualParts {
  readonly sourceId: number
  readonly event: LogEvent
}

/** Looked up when asked for: nothing of it is kept, so reading lines costs nothing more. */
export class Usual {
  readonly #parts: UsualParts

  constructor(parts: UsualParts) {
    this.#parts = parts
  }

  /** @throws NotFound where the alert was purged */
  async of(id: number, signal?: AbortSignal): Promise<UsualAnswers> {
    const { alerts, sources, keyring } = this.#parts
    const found = alerts.get(id)
    if (!found) throw new NotFound(`There is no alert ${id}: it may have been purged.`)
    const { sourceId, arrival } = found.alert
    const event = new LineParser().parse(openEvidence(keyring, found.sealed).raw, arrival)
    if (event?.kind !== 'http' || event.path === undefined) return { isKnown: false, because: 'no-request' }
    if (sources.get(sourceId)?.kind === 'sealed') return { isKnown: false, because: 'elsewhere' }
    const { requests, ...looked } = await look({ ...this.#parts, sourceId, event }, arrival, signal)
    const answers = summed(requests)
    return {
      isKnown: true,
      judgement: judge(event, answers),
      count: requests.length,
      answers,
      ...looked,
    }
  }
}

interface Looked {
  readonly requests: readonly Answer[]
  readonly lines: number
  readonly since?: number
}

/** Looks through the segment an alert arrived in, then those before it, within the bounds. */
async function look(wanted: Wanted, arrival: number, signal: AbortSignal | undefined): Promise<Looked> {
  const requests: Answer[] = []
  let lines = 0
  let since = Number.POSITIVE_INFINITY
  const isDone = () => signal?.aborted === true || lines >= linesAtMost || requests.length >= enough
  for (const segment of await segmentsUpTo(wanted, arrival)) {
    for await (const frames of framesOf(wanted, segment)) {
      const near = frames.filter(({ header }) => header.at <= arrival + nearMs)
      for (const frame of near) {
        since = Math.min(since, lookAt(frame, wanted, requests))
        lines += frame.lines.length
      }
      if (near.length < frames.length || isDone()) break
    }
    if (isDone()) break
  }
  return { requests, lines, ...(Number.isFinite(since) && { since }) }
}

/** Takes the wanted requests of a frame; answers the first event time in it. */
function lookAt({ header, lines }: Frame, { event: own, sourceId, match }: Wanted, into: Answer[]): number {
  const parser = new LineParser()
  let first = Number.POSITIVE_INFINITY
  for (const line of lines) {
    const event = parser.parse(line, header.at)
    if (!event) continue
    first = Math.min(first, event.time)
    const isSame =
      header.source === sourceId &&
      event.path === own.path &&
      event.method === own.method &&
      event.host === own.host
    if (isSame && match(event).length === 0) into.push({ status: event.status, bytes: event.bytes })
  }
  return first
}
