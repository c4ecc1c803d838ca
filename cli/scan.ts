import { createDetection } from '../detectors/index.ts'
import { type AnomalyJudge, fixedThreshold } from '../engine/anomaly/judge.ts'
import { BadInput } from '../engine/errors.ts'
import { Concluder, type Examiners, type Examining, examinersOfMachine } from '../engine/pipeline/index.ts'
import { linesOf } from '../engine/pipeline/lines.ts'
import { failureSentences } from '../engine/sealed-log/opening.ts'
import { verdictsOf } from '../engine/verdict.ts'
import { Scorer } from '../ml/scorer.ts'
import type { Input } from './input.ts'
import { keysFor } from './key.ts'
import { batchesOf, type NumberedBatch } from './log-lines.ts'
import { say, standardOutput } from './output.ts'
import { Progress } from './progress.ts'
import { reasonOf } from './reason.ts'
import { asJson, asText, ScanSummary, scanFinding } from './scan-report.ts'

export interface ScanOptions {
  readonly json?: boolean
  readonly keyFile?: string
  readonly threshold?: number
}

/** Tokens that do not open are told one by one up to so many; all are counted. */
const toldFailures = 10

interface UnderWay extends NumberedBatch {
  readonly examined: ReturnType<Examining['examine']>
}

/** One run over several inputs: they share the windows of what is counted over time. */
export class Scan {
  readonly #options: ScanOptions
  readonly #examiners: Examiners
  readonly #concluder: Concluder
  readonly #judge: AnomalyJudge<unknown>
  readonly #output = standardOutput()
  readonly #summary = new ScanSummary()
  readonly #progress: Progress
  readonly #print: typeof asJson
  #isBroken = false

  private constructor(options: ScanOptions, scorer: Scorer, inputs: readonly Input[]) {
    this.#options = options
    this.#examiners = examinersOfMachine(scorer)
    this.#concluder = new Concluder({ detection: createDetection() })
    this.#judge = fixedThreshold(options.threshold ?? scorer.threshold)
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
    await scan.#examiners.close()
    await scorer.close()
    return scan
  }

  /** Whether something could not be read, or nothing of it made sense. */
  get isPartial(): boolean {
    const { lines, unknown, unopened } = this.#summary
    return this.#isBroken || unopened > 0 || (lines > 0 && unknown === lines)
  }

  /** Batches are examined on all cores and concluded in the order of the file. */
  async #read(input: Input, sourceId: number): Promise<void> {
    const batches = batchesOf(input, {
      sourceId,
      keyring: () => keysFor(this.#options.keyFile),
      onRead: (bytes) => this.#progress.addBytes(bytes),
    })
    const underWay: UnderWay[] = []
    const concludeTo = async (left: number): Promise<void> => {
      while (underWay.length > left) {
        const first = underWay.shift()
        if (first) await this.#conclude(input, first)
      }
    }
    try {
      for await (const { batch, numbers } of batches) {
        underWay.push({ batch, numbers, examined: this.#examiners.examine(batch) })
        await concludeTo(this.#examiners.width)
      }
      await concludeTo(0)
    } catch (error) {
      if (error instanceof BadInput) throw error
      await concludeTo(0)
      this.#isBroken = true
      this.#progress.clear()
      say(`vedette: Cannot read ${input.name} to its end: ${reasonOf(error)}.`)
    }
  }

  async #conclude(input: Input, { batch, numbers, examined }: UnderWay): Promise<void> {
    const lookedAt = await examined
    for (const { origin, reason } of lookedAt.failed) {
      this.#fail(
        `${input.name}:${numbers[origin] ?? 0}: ${reason === 'frame' ? 'it holds no frame' : failureSentences[reason]}`,
      )
    }
    const lines = linesOf(batch, numbers, lookedAt)
    let text = ''
    for (const read of lines) {
      const line = this.#concluder.conclude(read)
      const number = read.offset
      this.#summary.addLine(input.name, number, line)
      for (const verdict of verdictsOf(line, this.#judge)) {
        const finding = scanFinding(input.name, number, line, verdict)
        this.#summary.addFinding(finding)
        text += this.#print(finding)
      }
    }
    this.#progress.addLines(lines.length)
    if (text === '') return
    this.#progress.clear()
    await this.#output.write(text)
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
