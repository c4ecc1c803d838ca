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

/** A line, and what was found by looking at it alone. */
export interface ExaminedLine extends AnalysisLine {
  /** by signature, strongest first */
  readonly findings: readonly Finding[]
  /** NaN where it is no request */
  readonly score: number
  /** 'unknown' where no format fits; undefined where another thread parsed it */
  readonly event: LogEvent | 'unknown' | undefined
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
  readonly detection: Pick<Detection, 'conclude'>
  /** what is known of an address right now; never waits */
  readonly reputation?: ((ip: string, sourceId: number) => Reputation | undefined) | undefined
}

/** The stateful half: what is counted over time and known of addresses. Lines come in the order of the log. */
export class Concluder {
  readonly #parts: ConcluderParts
  readonly #parsers = new Map<number, LineParser>()

  constructor(parts: ConcluderParts) {
    this.#parts = parts
  }

  conclude(line: ExaminedLine): Analysed {
    const event = line.event ?? this.#parserOf(line.sourceId).parse(line.text, line.arrival)
    if (event === undefined || event === 'unknown') return { line, findings: [] }
    const reputation = this.#parts.reputation?.(event.sourceIp, line.sourceId)
    const context = reputation ? { reputation } : {}
    const findings = this.#parts.detection.conclude(event, line.findings, context)
    const { score } = line
    return { line, event, findings, ...(Number.isNaN(score) ? {} : { anomalyScore: score }) }
  }

  #parserOf(sourceId: number): LineParser {
    const parser = this.#parsers.get(sourceId) ?? new LineParser()
    this.#parsers.set(sourceId, parser)
    return parser
  }
}
