import { isInnocent, rightTypesOf } from './labels.ts'

interface Tally {
  label: string
  source: string
  records: number
  /** records with at least one alert */
  found: number
  /** records with an alert of a type that is right for the label */
  right: number
}

const percent = (part: number, whole: number, digits = 2): string =>
  `${((100 * part) / Math.max(1, whole)).toFixed(digits)} %`

/** Counts verdicts by label and source, and writes them as the tables of `bench:detect`. */
export class Tallies {
  readonly #rows = new Map<string, Tally>()

  /** `types`: what one record's alerts are of; none where nothing was found */
  add(label: string, source: string, types: readonly string[]): void {
    const key = `${label}\t${source}`
    const row = this.#rows.get(key) ?? { label, source, records: 0, found: 0, right: 0 }
    this.#rows.set(key, row)
    row.records++
    if (types.length > 0) row.found++
    if (types.some((type) => rightTypesOf(label)?.some((right) => right === type))) row.right++
  }

  toString(): string {
    const rows = [...this.#rows.values()].sort(
      (a, b) => a.label.localeCompare(b.label) || a.source.localeCompare(b.source),
    )
    const attacks = rows.filter(({ label }) => !isInnocent(label))
    const innocent = rows.filter(({ label }) => isInnocent(label))
    const lines = [
      row('attacks', 'source', 'records', 'found', 'right type', 'missed'),
      ...attacks.map(attackRow),
      '',
      row('innocent', 'source', 'records', 'flagged', 'share'),
      ...innocent.map(innocentRow),
      '',
      summary(sum(attacks), sum(innocent)),
    ]
    return lines.map((text) => text.trimEnd()).join('\n')
  }
}

function attackRow({ label, source, records, found, right }: Tally): string {
  // Of a label that nobody told us about, no type can be called wrong.
  const rightCell = rightTypesOf(label) ? percent(right, records) : '-'
  return row(label, source, records, percent(found, records), rightCell, records - found)
}

const innocentRow = ({ label, source, records, found }: Tally): string =>
  row(label, source, records, found, percent(found, records, 3))

function row(label: string, source: string, ...cells: readonly (string | number)[]): string {
  return [label.padEnd(32), source.padEnd(30), ...cells.map((cell) => String(cell).padStart(11))].join(' ')
}

interface Sum {
  readonly records: number
  readonly found: number
}

const sum = (rows: readonly Tally[]): Sum => ({
  records: rows.reduce((total, { records }) => total + records, 0),
  found: rows.reduce((total, { found }) => total + found, 0),
})

function summary(attacks: Sum, innocent: Sum): string {
  const parts = [
    attacks.records > 0 && `recall ${percent(attacks.found, attacks.records)} of ${attacks.records}`,
    innocent.records > 0 &&
      `false positives ${percent(innocent.found, innocent.records, 3)} of ${innocent.records}`,
    attacks.records > 0 &&
      innocent.records > 0 &&
      `balanced accuracy ${percent(attacks.found / attacks.records + 1 - innocent.found / innocent.records, 2)}`,
  ]
  return parts.filter((part) => part !== false).join(', ')
}
