import type { LogEvent } from '../../../contract/event.ts'
import { createSignatureMatching } from '../../../detectors/index.ts'
import { createTraffic } from '../../../engine/collectors/generator/index.ts'
import { LineParser } from '../../../engine/formats/index.ts'
import { isScorable } from '../../../ml/extract-features.ts'
import { isInnocent, type LabelledRecord } from '../labelled/index.ts'

/** A labelled line as the engine sees it. */
export interface Sample {
  readonly source: string
  readonly label: string
  readonly isAttack: boolean
  /** types of the alerts that signatures make of it */
  readonly types: readonly string[]
  /** absent where the line is no request that can be scored */
  readonly event?: LogEvent
}

/** The generator's normal traffic is a benign source of Vedette's own: it may always be learnt from. */
export const ownSource = 'generated'

/** Types of the alerts that signatures make of an event. */
export type Matching = (event: LogEvent) => readonly string[]

export function createMatching(): Matching {
  const match = createSignatureMatching()
  return (event) => [...new Set(match(event).map(({ type }) => type))]
}

/** Parses and matches records. */
export function createSampling(match: Matching): (record: LabelledRecord) => Sample {
  const parser = new LineParser()
  const arrival = Date.now()
  return ({ source, label, line }) => {
    const event = parser.parse(line, arrival)
    return {
      source,
      label,
      isAttack: !isInnocent(label),
      types: event ? match(event) : [],
      ...(event && isScorable(event) && { event }),
    }
  }
}

/** Requests of the generator, normal ones where nothing else is said, in traffic of one every half second. */
export function generatedEvents(
  count: number,
  seed: number,
  wanted: 'normal' | 'behavioural' = 'normal',
): LogEvent[] {
  const traffic = createTraffic(seed)
  const parser = new LineParser()
  const events: LogEvent[] = []
  for (let time = Date.UTC(2026, 0, 1); events.length < count; time += 500) {
    const { kind, line } = traffic.next(time)
    const event = kind === wanted ? parser.parse(line, time) : undefined
    if (event && isScorable(event)) events.push(event)
  }
  return events
}
