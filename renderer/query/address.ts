import { type AlertFilter, Bounds } from '../../contract/index.ts'
import { filterOf, type Line, readLine } from './line.ts'
import { boundsOf, isRange, isSpan, spanOf, type TimeRange } from './range.ts'

/** All that a page's address says of what is shown. */
export interface View {
  readonly range: TimeRange
  readonly line: Line
  readonly bounds: Bounds | undefined
}

const usual = '24h'

/** What an address says. A part that makes no sense is left out; the others hold. */
export function readAddress(search: URLSearchParams): View {
  const [north, south, east, west] = (search.get('bounds') ?? '').split(',').map(Number)
  return {
    range: rangeIn(search),
    line: readLine(search.get('q') ?? ''),
    bounds: Bounds.safeParse({ north, south, east, west }).data,
  }
}

function rangeIn(search: URLSearchParams): TimeRange {
  const [from, to] = [Date.parse(search.get('from') ?? ''), Date.parse(search.get('to') ?? '')]
  if (Number.isFinite(from) && Number.isFinite(to)) return spanOf(from, to)
  const range = search.get('range')
  return isRange(range) ? range : usual
}

export interface Change {
  readonly range?: TimeRange
  /** '' takes all terms away */
  readonly line?: string
  /** null takes the map's part away */
  readonly bounds?: Bounds | null
}

/** An address's query with some of it changed; the rest stays, also what others keep there. */
export function writeAddress(search: URLSearchParams, { range, line, bounds }: Change): string {
  const next = new URLSearchParams(search)
  const put = (name: string, value: string | undefined) =>
    value === undefined || value === '' ? next.delete(name) : next.set(name, value)
  if (range !== undefined) {
    put('range', isSpan(range) ? undefined : range)
    put('from', isSpan(range) ? written(range.from) : undefined)
    put('to', isSpan(range) ? written(range.to) : undefined)
  }
  if (line !== undefined) put('q', line)
  if (bounds !== undefined) put('bounds', bounds === null ? undefined : boundsText(bounds))
  const text = next.toString()
  return text === '' ? '' : `?${text}`
}

const written = (time: number): string => new Date(time).toISOString().replace(':00.000Z', 'Z')

const boundsText = ({ north, south, east, west }: Bounds): string =>
  [north, south, east, west].map((degrees) => degrees.toFixed(3)).join(',')

/** What a view asks of the engine at this moment. */
export const filterAt = ({ range, line, bounds }: View, now: number): AlertFilter => ({
  ...boundsOf(range, now),
  ...filterOf(line.terms),
  ...(bounds && { bounds }),
})
