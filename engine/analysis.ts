import type { LogEvent } from '../contract/event.ts'
import type { Finding } from '../contract/finding.ts'
import type { Detection } from '../detectors/index.ts'
import { extractFeatures, isScorable } from '../ml/extract-features.ts'
import { features } from '../ml/features.ts'
import type { Scorer } from '../ml/scorer.ts'
import type { Reputation } from './enrich/reputation.ts'
import { LineParser } from './formats/index.ts'

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

export interface AnalysisParts {
  readonly detection: Detection
  readonly scorer: Scorer
  /** what is known of an address right now; never waits */
  readonly reputation?: (ip: string, sourceId: number) => Reputation | undefined
}

/** Parses, detects and scores lines: the one way from text to findings, for the engine and for `scan`. */
export class Analysis {
  readonly #parts: AnalysisParts
  readonly #parsers = new Map<number, LineParser>()

  constructor(parts: AnalysisParts) {
    this.#parts = parts
  }

  /** Order is kept; all requests of a batch are scored in one call of ONNX Runtime. */
  async analyse(lines: readonly AnalysisLine[]): Promise<Analysed[]> {
    const events = lines.map((line) => this.#parserOf(line.sourceId).parse(line.text, line.arrival))
    const scores = await this.#score(events)
    return lines.map((line, i) => {
      const event = events[i]
      const anomalyScore = scores[i]
      if (!event) return { line, findings: [] }
      const reputation = this.#parts.reputation?.(event.sourceIp, line.sourceId)
      const findings = this.#parts.detection.detect(event, reputation ? { reputation } : {})
      return { line, event, findings, ...(anomalyScore !== undefined && { anomalyScore }) }
    })
  }

  /** Detected formats of a source, with the number of lines of each. */
  formatsOf(sourceId: number): LineParser['counts'] {
    return this.#parserOf(sourceId).counts
  }

  #parserOf(sourceId: number): LineParser {
    const parser = this.#parsers.get(sourceId) ?? new LineParser()
    this.#parsers.set(sourceId, parser)
    return parser
  }

  async #score(events: readonly (LogEvent | undefined)[]): Promise<(number | undefined)[]> {
    const scorable = events.flatMap((event, index) => (event && isScorable(event) ? [{ event, index }] : []))
    const rows = new Float32Array(scorable.length * features.length)
    for (const [row, { event }] of scorable.entries()) extractFeatures(event, rows, row * features.length)
    const scored = await this.#parts.scorer.score(rows, scorable.length)
    const scores = new Array<number | undefined>(events.length).fill(undefined)
    scorable.forEach(({ index }, row) => {
      scores[index] = scored[row]
    })
    return scores
  }
}
