import { type Field, fields, isField } from './fields.ts'

/** What may stand for a field, beside the fields themselves. */
export interface Known {
  readonly value: string
  /** what the value is called, where that differs */
  readonly label?: string
}

export interface Suggestion extends Known {
  /** the line with the suggestion in it, and where the caret goes */
  readonly line: string
  readonly caret: number
}

const most = 12

/** What may come at the caret: names of fields, or values of the field that is being written. */
export function suggest(
  line: string,
  caret: number,
  valuesOf: (field: Field) => readonly Known[],
): Suggestion[] {
  const start = tokenStart(line, caret)
  const token = line.slice(start, caret)
  const sign = token.startsWith('-') ? '-' : ''
  const colon = token.indexOf(':')
  const rest = line.slice(caret).replace(/^[^\s]*/, '')
  const put = (text: string, space: string): Pick<Suggestion, 'line' | 'caret'> => {
    const before = line.slice(0, start) + sign + text + space
    return { line: before + rest.replace(/^\s+/, space === '' ? ' ' : ''), caret: before.length }
  }
  const matching = (known: readonly Known[], part: string) =>
    known
      .filter(({ value, label = '' }) => `${value} ${label}`.toLowerCase().includes(part.toLowerCase()))
      .slice(0, most)
  if (colon === -1) {
    const part = token.slice(sign.length)
    const names = fields.filter((field) => field !== 'text').map((value) => ({ value: `${value}:` }))
    return matching(names, part).map((known) => ({ ...known, ...put(known.value, '') }))
  }
  const name = token.slice(sign.length, colon)
  if (!isField(name)) return []
  const comma = Math.max(colon, token.lastIndexOf(','))
  const head = token.slice(sign.length, comma + 1)
  return matching(valuesOf(name), token.slice(comma + 1).replaceAll('"', '')).map((known) => ({
    ...known,
    ...put(head + (/^[^\s",\\]+$/.test(known.value) ? known.value : JSON.stringify(known.value)), ' '),
  }))
}

/** Where the term at the caret begins: behind the last space that is not in quotes. */
function tokenStart(line: string, caret: number): number {
  let start = 0
  let isQuoted = false
  for (let at = 0; at < caret; at++) {
    if (line[at] === '"' && line[at - 1] !== '\\') isQuoted = !isQuoted
    if (line[at] === ' ' && !isQuoted) start = at + 1
  }
  return start
}
