import type { LogEvent } from '../contract/event.ts'
import type { Finding } from '../contract/finding.ts'
import type { Detection } from '../detectors/index.ts'
import { createSignatureMatching } from '../detectors/index.ts'
import type { RowScorer } from '../ml/scorer.ts'
import { LineParser } from './formats/index.ts'
import { type Analysed, type AnalysisLine, Concluder, type ConcluderParts } from './pipeline/conclude.ts'
import { Examiner } from './pipeline/examine.ts'

export interface AnalysisParts {
  readonly detection: Detection
  readonly scorer: RowScorer
  /** matches signatures, where there is something that does already */
  readonly match?: (event: LogEvent) => Finding[]
  /** reads the lines; of any format where absent */
  readonly parser?: LineParser
  /** what is known of an address right now; never waits */
  readonly reputation?: ConcluderParts['reputation']
}

/** Both halves of the pipeline one after the other, for lines in hand: from text to findings. Order is kept. */
export class Analysis {
  readonly #parser: LineParser
  readonly #examiner: Examiner
  readonly #concluder: Concluder

  constructor(parts: AnalysisParts) {
    const { detection, scorer, match = createSignatureMatching(), reputation } = parts
    this.#parser = parts.parser ?? new LineParser()
    this.#examiner = new Examiner({ match, scorer })
    this.#concluder = new Concluder({ detection, reputation })
  }

  async analyse(lines: readonly AnalysisLine[]): Promise<Analysed[]> {
    const events = lines.map(({ text, arrival }) => this.#parser.parse(text, arrival))
    const { findings, scores } = await this.#examiner.look(events.length, (i) => events[i])
    const found = new Map(findings)
    return lines.map((line, i) =>
      this.#concluder.conclude({
        ...line,
        findings: found.get(i) ?? [],
        score: scores[i] ?? Number.NaN,
        event: events[i] ?? 'unknown',
      }),
    )
  }
}
