import { createContext, useCallback, useContext, useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { AlertFilter, AlertType, Bounds, Severity } from '../../contract/index.ts'

export const ranges = {
  '15m': 15,
  '1h': 60,
  '24h': 1440,
  '7d': 10_080,
  '30d': 43_200,
  all: undefined,
} as const
export type Range = keyof typeof ranges
const isRange = (text: string | null): text is Range => text !== null && Object.hasOwn(ranges, text)
const minute = 60_000

/** The present minute, told by the shell: relative ranges move with it, not with every render. */
export const NowContext = createContext(Math.floor(Date.now() / minute) * minute)

const list = (text: string | null): string[] => (text ? text.split(',').filter((part) => part !== '') : [])

export type FilterName = 'range' | 'type' | 'severity' | 'ip' | 'country' | 'text' | 'bounds'
const names: readonly FilterName[] = ['range', 'type', 'severity', 'ip', 'country', 'text', 'bounds']

/** What the address says the screens are narrowed to. A part that makes no sense is left out; the others hold. */
export function readFilter(search: URLSearchParams, now: number): { range: Range; filter: AlertFilter } {
  const given = search.get('range')
  const range = isRange(given) ? given : '24h'
  const minutes = ranges[range]
  const [north, south, east, west] = list(search.get('bounds')).map(Number)
  const bounds = Bounds.safeParse({ north, south, east, west })
  const parts: AlertFilter[] = [
    minutes === undefined ? {} : { from: now - minutes * minute },
    { types: list(search.get('type')).flatMap((text) => AlertType.safeParse(text).data ?? []) },
    { severities: list(search.get('severity')).flatMap((text) => Severity.safeParse(text).data ?? []) },
    { sourceIps: list(search.get('ip')) },
    { countries: list(search.get('country')) },
    { text: search.get('text') ?? '' },
    bounds.success ? { bounds: bounds.data } : {},
  ]
  const filter: AlertFilter = {}
  for (const part of parts) {
    const [value] = Object.values(part)
    const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
    if (!isEmpty) Object.assign(filter, AlertFilter.safeParse(part).data)
  }
  return { range, filter }
}

/** An address's query with some parts of the filter replaced; empty text removes one. */
export function writeFilter(search: URLSearchParams, parts: Partial<Record<FilterName, string>>): string {
  const next = new URLSearchParams(search)
  for (const name of names) {
    const value = parts[name]
    if (value === '') next.delete(name)
    else if (value !== undefined) next.set(name, value)
  }
  const text = next.toString()
  return text === '' ? '' : `?${text}`
}

export interface FilterState {
  readonly range: Range
  readonly filter: AlertFilter
  /** true where more than the range narrows the screens */
  readonly isNarrowed: boolean
  /** the filter's part of an address, with its '?', to carry it to another page */
  readonly query: string
  /** the same with some parts replaced */
  queryWith(parts: Partial<Record<FilterName, string>>): string
  /** sets one part; empty text removes it */
  set(name: FilterName, value: string): void
  /** adds a value to a part, or takes it out */
  toggle(name: 'type' | 'severity' | 'ip' | 'country', value: string): void
  /** takes away all that narrows the screens but the range */
  clear(): void
}

/** The filter all pages share, kept in the address. */
export function useFilter(): FilterState {
  const [search, setSearch] = useSearchParams()
  const now = useContext(NowContext)
  const text = search.toString()
  const { range, filter } = useMemo(() => readFilter(new URLSearchParams(text), now), [text, now])
  const change = useCallback(
    (parts: Partial<Record<FilterName, string>>) =>
      setSearch((before) => new URLSearchParams(writeFilter(before, parts)), { replace: true }),
    [setSearch],
  )
  const set = useCallback((name: FilterName, value: string) => change({ [name]: value }), [change])
  return {
    range,
    filter,
    isNarrowed: Object.keys(filter).some((name) => name !== 'from'),
    query: text === '' ? '' : `?${text}`,
    queryWith: (parts) => writeFilter(search, parts),
    set,
    toggle(name, value) {
      const values = list(search.get(name))
      const isIn = values.includes(value)
      set(name, (isIn ? values.filter((other) => other !== value) : [...values, value]).join(','))
    },
    clear: () => change({ type: '', severity: '', ip: '', country: '', text: '', bounds: '' }),
  }
}
