import type { LogEvent } from '../../contract/event.ts'
import type { Finding } from '../../contract/finding.ts'
import { extractFeatures, isScorable } from '../../ml/extract-features.ts'
import { features } from '../../ml/features.ts'
import type { RowScorer } from '../../ml/scorer.ts'
import { LineParser } from '../formats/index.ts'
import { FernetError } from '../sealed-log/fernet.ts'
import { isFrame, readFrame } from '../sealed-log/frame.ts'
import { Keyring } from '../sealed-log/keyring.ts'
import type { Batch, Examined, Failure, FrameAt } from './examined.ts'

const width = features.length

/** Who examines batches: this thread or others. Answers may be awaited in any order. */
export interface Examining {
  examine(batch: Batch): Promise<Examined>
}

export interface ExaminerParts {
  /** not asked where nothing is sealed */
  readonly keyring?: Keyring | undefined
  readonly match: (event: LogEvent) => Finding[]
  readonly scorer: RowScorer
  /** whether events go with what was examined: to a thread of its own, parsing again costs less than handing them over */
  readonly withEvents?: boolean
  /** awaited between two pieces of a batch, on a thread whose callers wait for answers meanwhile */
  readonly rest?: () => Promise<unknown>
}

/** Lines examined or concluded at a stretch: a few milliseconds, between which queries are answered. */
export const pieceLines = 128

/** The stateless half of the pipeline: opens, parses, matches signatures and scores. */
export class Examiner implements Examining {
  readonly #parts: ExaminerParts
  readonly #parsers = new Map<number, LineParser>()
  readonly #keyrings = new Map<string, Keyring>()

  constructor(parts: ExaminerParts) {
    this.#parts = parts
  }

  async examine(batch: Batch): Promise<Examined> {
    const lines = new Lines(batch)
    if (batch.holds === 'lines') for (const [origin, text] of batch.texts.entries()) lines.add(text, origin)
    else this.#open(batch, lines)
    const { origins, headers, failed } = lines
    const events: (LogEvent | undefined)[] | undefined = this.#parts.withEvents ? [] : undefined
    const looked = await this.look(lines.lines.length, (i) => {
      const { source, at } = lines.headerOf(i)
      const event = this.#parserOf(source).parse(lines.lines[i] ?? '', at)
      events?.push(event)
      return event
    })
    return { lines: lines.lines, origins, headers, failed, ...(events && { events }), ...looked }
  }

  /**
   * Matches and scores so many events, asked for one after the other: each can be let go of once it was looked at.
   * Findings and scores come by its index.
   */
  async look(
    count: number,
    eventAt: (index: number) => LogEvent | undefined,
  ): Promise<Pick<Examined, 'findings' | 'scores'>> {
    const { match, scorer, rest } = this.#parts
    const findings: [number, Finding[]][] = []
    const [rows, indexOf] = [new Float32Array(count * width), new Uint32Array(count)]
    let scorable = 0
    for (let i = 0; i < count; i++) {
      if (i % pieceLines === 0) await rest?.()
      const event = eventAt(i)
      if (!event) continue
      const found = match(event)
      if (found.length > 0) findings.push([i, found])
      if (!isScorable(event)) continue
      extractFeatures(event, scorer.profile, rows, scorable * width)
      indexOf[scorable++] = i
    }
    await rest?.()
    const scores = new Float32Array(count).fill(Number.NaN)
    const scored = await scorer.score(rows.subarray(0, scorable * width), scorable)
    for (let row = 0; row < scorable; row++) scores[indexOf[row] ?? 0] = scored[row] ?? Number.NaN
    return { findings, scores }
  }

  #open({ holds, texts, keys }: Batch, lines: Lines): void {
    const opened = this.#keyringOf(keys)?.openTexts(texts) ?? []
    for (const [origin, plain] of opened.entries()) {
      if (plain instanceof FernetError) lines.fail(origin, plain.reason)
      else lines.addToken(plain, origin, holds)
    }
  }

  #keyringOf(keys: readonly string[] | undefined): Keyring | undefined {
    if (keys === undefined) return this.#parts.keyring
    const name = keys.join(' ')
    const keyring = this.#keyrings.get(name) ?? new Keyring(keys)
    this.#keyrings.set(name, keyring)
    return keyring
  }

  #parserOf(sourceId: number): LineParser {
    const parser = this.#parsers.get(sourceId) ?? new LineParser()
    this.#parsers.set(sourceId, parser)
    return parser
  }
}

/** Gathers the lines of a batch and where each came from. */
class Lines {
  readonly lines: string[] = []
  readonly origins: number[] = []
  readonly headers: FrameAt[] = []
  readonly failed: { origin: number; reason: Failure }[] = []
  /** what a person names to be scanned may hold empty lines; in a token a line is a line */
  readonly #skipsEmpty: boolean
  readonly #own: { source: number; at: number }
  readonly #byOrigin = new Map<number, { source: number; at: number }>()

  constructor({ sourceId, arrival, holds }: Batch) {
    this.#skipsEmpty = holds === 'lines' || holds === 'either'
    this.#own = { source: sourceId, at: arrival }
  }

  add(line: string, origin: number): void {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line
    if (text === '' && this.#skipsEmpty) return
    this.lines.push(text)
    this.origins.push(origin)
  }

  addToken(text: string, origin: number, holds: Batch['holds']): void {
    const frame = holds === 'frames' || (holds === 'either' && isFrame(text)) ? readFrame(text) : undefined
    if (frame) {
      this.headers.push({ origin, header: frame.header })
      this.#byOrigin.set(origin, frame.header)
      for (const line of frame.lines) this.add(line, origin)
    } else if (holds === 'frames') {
      this.fail(origin, 'frame')
    } else {
      for (const line of text.replace(/\n$/, '').split('\n')) this.add(line, origin)
    }
  }

  fail(origin: number, reason: Failure): void {
    this.failed.push({ origin, reason })
  }

  /** Source and arrival of a line. */
  headerOf(line: number): { readonly source: number; readonly at: number } {
    return this.#byOrigin.get(this.origins[line] ?? 0) ?? this.#own
  }
}
