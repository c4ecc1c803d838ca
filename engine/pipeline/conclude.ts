import type { LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import type { Detection } from '../../detectors/index.ts'
import type { Reputation } from '../enrich/reputation.ts'
import { LineParser } from '../formats/index.ts'

/** A line to be analysed: its text, whose it is and when it came. */
export interface AnalysisLine {
  readonly text: string
  readonly sourceId: number
  /** epoch milliseconds */
  readonly arrival: number
}

export interface Analysed {
  readonly line: AnalysisLine
  /** absent where no format fits */
  readonly event?: LogEvent
  /** strongest first */
  readonly findings: Finding[]
  /** 0..1; absent for lines that are no requests */
  readonly anomalyScore?: number
}

export interface ConcluderParts {
  readonly detection: Detection
  /** what is known of an address right now; never waits */
  readonly reputation?: (ip: string, sourceId: number) => Reputation | undefined
}

/** What was found in lines by looking at each alone. */
export interface LookedAt {
  readonly findings: readonly (readonly [line: number, findings: readonly Finding[]])[]
  readonly scores: Float32Array
  /** absent where another thread looked: to parse again costs less than to hand events over */
  readonly events?: readonly (LogEvent | undefined)[]
}

const none: readonly Finding[] = []

/** The stateful half: what is counted over time and known of addresses. Lines come in the order of the log. */
export class Concluder {
  readonly #parts: ConcluderParts
  readonly #parsers = new Map<number, LineParser>()

  constructor(parts: ConcluderParts) {
    this.#parts = parts
  }

  conclude(lines: readonly AnalysisLine[], { findings, scores, events }: LookedAt): Analysed[] {
    let next = 0
    return lines.map((line, i) => {
      const event = events ? events[i] : this.#parserOf(line.sourceId).parse(line.text, line.arrival)
      const [index, matched] = findings[next] ?? [-1, none]
      if (index === i) next++
      if (!event) return { line, findings: [] }
      const reputation = this.#parts.reputation?.(event.sourceIp, line.sourceId)
      const found = this.#parts.detection.conclude(
        event,
        index === i ? matched : none,
        reputation ? { reputation } : {},
      )
      const score = scores[i] ?? Number.NaN
      return { line, event, findings: found, ...(Number.isNaN(score) ? {} : { anomalyScore: score }) }
    })
  }

  #parserOf(sourceId: number): LineParser {
    const parser = this.#parsers.get(sourceId) ?? new LineParser()
    this.#parsers.set(sourceId, parser)
    return parser
  }
}
