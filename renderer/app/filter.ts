import { createContext, useCallback, useContext, useMemo } from 'react'
import { useSearchParams } from 'wouter'
import { AlertFilter, AlertType, Severity } from '../../contract/index.ts'

export const ranges = {
  '15m': 15,
  '1h': 60,
  '24h': 1440,
  '7d': 10_080,
  '30d': 43_200,
  all: undefined,
} as const
export type Range = keyof typeof ranges
const isRange = (text: string | null): text is Range => text !== null && text in ranges
const minute = 60_000

/** The present minute, told by the shell: relative ranges move with it, not with every render. */
export const NowContext = createContext(Math.floor(Date.now() / minute) * minute)

const list = (text: string | null): string[] => (text ? text.split(',').filter((part) => part !== '') : [])

/** What the address says the screens are narrowed to. */
export function readFilter(search: URLSearchParams, now: number): { range: Range; filter: AlertFilter } {
  const given = search.get('range')
  const range = isRange(given) ? given : '24h'
  const minutes = ranges[range]
  const types = list(search.get('type')).flatMap((text) => AlertType.safeParse(text).data ?? [])
  const severities = list(search.get('severity')).flatMap((text) => Severity.safeParse(text).data ?? [])
  const [north, south, east, west] = list(search.get('bounds')).map(Number)
  const wanted = {
    ...(minutes !== undefined && { from: now - minutes * minute }),
    ...(types.length > 0 && { types }),
    ...(severities.length > 0 && { severities }),
    ...(search.get('ip') && { sourceIps: list(search.get('ip')) }),
    ...(search.get('country') && { countries: list(search.get('country')) }),
    ...(search.get('text') && { text: search.get('text') }),
    ...(search.get('bounds') && { bounds: { north, south, east, west } }),
  }
  const parsed = AlertFilter.safeParse(wanted)
  return { range, filter: parsed.success ? parsed.data : {} }
}

export type FilterName = 'range' | 'type' | 'severity' | 'ip' | 'country' | 'text' | 'bounds'
const names: readonly FilterName[] = ['range', 'type', 'severity', 'ip', 'country', 'text', 'bounds']

export interface FilterState {
  readonly range: Range
  readonly filter: AlertFilter
  /** the filter's part of an address, with its '?', to carry it to another page */
  readonly query: string
  /** sets one part; empty text removes it */
  set(name: FilterName, value: string): void
  /** adds a value to a part, or takes it out */
  toggle(name: 'type' | 'severity' | 'ip' | 'country', value: string): void
  clear(): void
}

/** The filter all pages share, kept in the address. */
export function useFilter(): FilterState {
  const [search, setSearch] = useSearchParams()
  const now = useContext(NowContext)
  const text = search.toString()
  const { range, filter } = useMemo(() => readFilter(new URLSearchParams(text), now), [text, now])
  const set = useCallback(
    (name: FilterName, value: string) => {
      setSearch(
        (before) => {
          const next = new URLSearchParams(before)
          if (value === '') next.delete(name)
          else next.set(name, value)
          return next
        },
        { replace: true },
      )
    },
    [setSearch],
  )
  return {
    range,
    filter,
    query: text === '' ? '' : `?${text}`,
    set,
    toggle(name, value) {
      const values = list(search.get(name))
      set(
        name,
        (values.includes(value) ? values.filter((other) => other !== value) : [...values, value]).join(','),
      )
    },
    clear() {
      setSearch(
        (before) => {
          const next = new URLSearchParams(before)
          for (const name of names) if (name !== 'range') next.delete(name)
          return next
        },
        { replace: true },
      )
    },
  }
}
