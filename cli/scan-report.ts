import { severities } from '../contract/severity.ts'
import type { Analysed } from '../engine/pipeline/index.ts'
import type { Verdict } from '../engine/verdict.ts'
import { escapeControls, quote } from './output.ts'

/** A verdict on one line of a file. */
export interface ScanFinding {
  readonly file: string
  readonly line: number
  /** ISO 8601 */
  readonly time: string
  readonly sourceIp: string
  readonly type: Verdict['type']
  readonly severity: Verdict['severity']
  readonly signature: string
  /** the text that matched; '' for what is counted, and for anomalies */
  readonly match: string
  /** from 0 to 1; null for lines that are no requests */
  readonly anomalyScore: number | null
  /** what was counted, where the finding is one of frequency */
  readonly note?: string
}

export function scanFinding(file: string, line: number, analysed: Analysed, verdict: Verdict): ScanFinding {
  const { type, severity, signature, finding } = verdict
  const { event, anomalyScore } = analysed
  return {
    file,
    line,
    time: new Date(event?.time ?? analysed.line.arrival).toISOString(),
    sourceIp: event?.sourceIp ?? '',
    type,
    severity,
    signature,
    match: finding?.match ?? '',
    anomalyScore: anomalyScore === undefined ? null : Math.round(anomalyScore * 10_000) / 10_000,
    ...(finding?.note !== undefined && { note: finding.note }),
  }
}

/** One JSON object on a line. */
export const asJson = (finding: ScanFinding): string => `${escapeControls(JSON.stringify(finding))}\n`

/** One line for people. Log text stands in JSON quotes, so that no terminal obeys it. */
export function asText(finding: ScanFinding): string {
  const { file, line, time, sourceIp, type, severity, signature, match, note, anomalyScore } = finding
  const what = note ?? (match === '' ? `score ${anomalyScore ?? '-'}` : quote(match))
  const client = /^[\w.:-]*$/.test(sourceIp) ? sourceIp || '-' : quote(sourceIp)
  return `${escapeControls(file)}:${line}  ${time}  ${client}  ${severity}  ${type}  ${signature}  ${what}\n`
}

/** Counts what a scan saw, and tells it in the end. */
export class ScanSummary {
  readonly #begun = performance.now()
  readonly #bySeverity = new Map<string, number>()
  readonly #byType = new Map<string, number>()
  readonly #byAddress = new Map<string, number>()
  readonly #byFormat = new Map<string, number>()
  #firstUnknown: string | undefined
  lines = 0
  unknown = 0
  unopened = 0

  addLine(file: string, number: number, analysed: Analysed): void {
    this.lines++
    if (analysed.event) count(this.#byFormat, analysed.event.format)
    else {
      this.unknown++
      this.#firstUnknown ??= `${escapeControls(file)}:${number}`
    }
  }

  addFinding({ severity, type, sourceIp }: ScanFinding): void {
    count(this.#bySeverity, severity)
    count(this.#byType, type)
    if (sourceIp !== '') count(this.#byAddress, sourceIp)
  }

  /** Several lines. */
  toString(): string {
    const seconds = (performance.now() - this.#begun) / 1000
    const findings = [...this.#bySeverity.values()].reduce((sum, n) => sum + n, 0)
    const ranked = severities.flatMap((severity): [string, number][] => {
      const found = this.#bySeverity.get(severity)
      return found === undefined ? [] : [[severity, found]]
    })
    const rows: (readonly [string, string])[] = [
      ['lines', `${number(this.lines)} in ${seconds.toFixed(1)} s${listed(largest(this.#byFormat))}`],
      ['findings', `${number(findings)}${listed(ranked)}`],
      ['types', largest(this.#byType).map(told).join(', ')],
      ['addresses', largest(this.#byAddress).slice(0, 5).map(told).join(', ')],
      [
        'unknown',
        this.unknown > 0
          ? `${number(this.unknown)} lines of no known format, the first is ${this.#firstUnknown}`
          : '',
      ],
      ['sealed', this.unopened > 0 ? `${number(this.unopened)} tokens did not open` : ''],
    ]
    return rows.flatMap(([name, text]) => (text === '' ? [] : [`${name.padEnd(10)}${text}`])).join('\n')
  }
}

const number = (value: number): string => value.toLocaleString('en')
const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1)
const largest = (map: ReadonlyMap<string, number>): [string, number][] => [...map].sort((a, b) => b[1] - a[1])
const told = ([name, n]: readonly [string, number]): string => `${name} ${number(n)}`
const listed = (entries: readonly (readonly [string, number])[]): string =>
  entries.length === 0 ? '' : ` (${entries.map(told).join(', ')})`
