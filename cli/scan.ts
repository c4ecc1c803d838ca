import { createDetection } from '../detectors/index.ts'
import { Analysis } from '../engine/analysis.ts'
import { BadInput } from '../engine/errors.ts'
import { verdictsOf } from '../engine/verdict.ts'
import { Scorer } from '../ml/scorer.ts'
import type { Input } from './input.ts'
import { keysFor } from './key.ts'
import { atLeast } from './lines.ts'
import { logLines } from './log-lines.ts'
import { say, standardOutput } from './output.ts'
import { Progress } from './progress.ts'
import { reasonOf } from './reason.ts'
import { asJson, asText, ScanSummary, scanFinding } from './scan-report.ts'

export interface ScanOptions {
  readonly json?: boolean
  readonly keyFile?: string
  readonly threshold?: number
}

/** Lines that are scored in one call. */
const batchLines = 512
/** Tokens that do not open are told one by one up to so many; all are counted. */
const toldFailures = 10

/** One run over several inputs: they share the windows of what is counted over time. */
export class Scan {
  readonly #options: ScanOptions
  readonly #analysis: Analysis
  readonly #threshold: number
  readonly #output = standardOutput()
  readonly #summary = new ScanSummary()
  readonly #progress: Progress
  readonly #print: typeof asJson
  #isBroken = false

  private constructor(options: ScanOptions, scorer: Scorer, inputs: readonly Input[]) {
    this.#options = options
    this.#analysis = new Analysis({ detection: createDetection(), scorer })
    this.#threshold = options.threshold ?? scorer.threshold
    this.#print = options.json ? asJson : asText
    const sizes = inputs.map(({ size }) => size)
    this.#progress = new Progress(sizes.reduce((sum, size) => add(sum, size), 0))
  }

  /** Reads all inputs, prints what is found in them and tells the sum. */
  static async run(inputs: readonly Input[], options: ScanOptions): Promise<Scan> {
    const scorer = await Scorer.load()
    const scan = new Scan(options, scorer, inputs)
    for (const [index, input] of inputs.entries()) await scan.#read(input, index + 1)
    scan.#progress.clear()
    say(scan.#summary.toString())
    await scorer.close()
    return scan
  }

  /** Whether something could not be read, or nothing of it made sense. */
  get isPartial(): boolean {
    const { lines, unknown, unopened } = this.#summary
    return this.#isBroken || unopened > 0 || (lines > 0 && unknown === lines)
  }

  async #read(input: Input, sourceId: number): Promise<void> {
    const batches = logLines(input, {
      keyring: () => keysFor(this.#options.keyFile),
      onRead: (bytes) => this.#progress.addBytes(bytes),
      onFailure: (line, error) => this.#fail(`${input.name}:${line}: ${error.message}`),
    })
    try {
      for await (const lines of atLeast(batches, batchLines)) {
        const analysed = await this.#analysis.analyse(
          lines.map(({ text, arrival }) => ({ text, arrival, sourceId })),
        )
        let text = ''
        analysed.forEach((line, i) => {
          const number = lines[i]?.number ?? 0
          this.#summary.addLine(input.name, number, line)
          for (const verdict of verdictsOf(line, this.#threshold)) {
            const finding = scanFinding(input.name, number, line, verdict)
            this.#summary.addFinding(finding)
            text += this.#print(finding)
          }
        })
        this.#progress.addLines(lines.length)
        if (text !== '') {
          this.#progress.clear()
          await this.#output.write(text)
        }
      }
    } catch (error) {
      if (error instanceof BadInput) throw error
      this.#isBroken = true
      this.#progress.clear()
      say(`vedette: Cannot read ${input.name} to its end: ${reasonOf(error)}.`)
    }
  }

  #fail(sentence: string): void {
    this.#summary.unopened++
    if (this.#summary.unopened > toldFailures) return
    this.#progress.clear()
    say(sentence)
  }
}

const add = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a + b
