import { createContext, useCallback, useContext, useMemo } from 'react'
import { useSearchParams } from 'wouter'
import type { AlertFilter, Bounds, TriageState } from '../../contract/index.ts'
import { type Change, filterAt, readAddress, writeAddress } from '../query/address.ts'
import type { Field } from '../query/fields.ts'
import { isSame, type Problem, readLine, statesOf, type Term, writeLine } from '../query/line.ts'
import type { TimeRange } from '../query/range.ts'

const minute = 60_000

/** The present minute, told by the shell: relative ranges move with it, not with every render. */
export const NowContext = createContext(Math.floor(Date.now() / minute) * minute)

export interface FilterState {
  readonly range: TimeRange
  readonly filter: AlertFilter
  /** of the incidents that listed alerts belong to; undefined: all. Nothing but the list of alerts is narrowed by it */
  readonly states: readonly TriageState[] | undefined
  readonly terms: readonly Term[]
  /** parts of the line that make no sense */
  readonly problems: readonly Problem[]
  readonly bounds: Bounds | undefined
  /** true where more than the range narrows the screens */
  readonly isNarrowed: boolean
  /** the filter's part of an address, with its '?', to carry it to another page */
  readonly query: string
  /** the same with a value added */
  queryWith(field: Field, value: string): string
  /** the same for these terms alone */
  queryOf(terms: readonly Term[]): string
  has(field: Field, value: string): boolean
  setRange(range: TimeRange): void
  setBounds(bounds: Bounds | null): void
  /** replaces all terms by those of a line; what makes no sense in it is left out */
  setLine(line: string): void
  /** adds a value, and takes its opposite out */
  include(field: Field, value: string): void
  exclude(field: Field, value: string): void
  /** this value and nothing else narrows the screens */
  only(field: Field, value: string): void
  remove(term: Term): void
  /** adds a value, or takes it out */
  toggle(field: Field, value: string): void
  /** replaces the wanted values of a field */
  setValues(field: Field, values: readonly string[]): void
  /** takes away all that narrows the screens but the range */
  clear(): void
}

/** The filter all pages share, kept in the address. */
export function useFilter(): FilterState {
  const [search, setSearch] = useSearchParams()
  const now = useContext(NowContext)
  const text = search.toString()
  const view = useMemo(() => readAddress(new URLSearchParams(text)), [text])
  const filter = useMemo(() => filterAt(view, now), [view, now])
  const change = useCallback(
    (next: (before: readonly Term[]) => Change) =>
      setSearch(
        (before) => {
          const { line } = readAddress(before)
          return new URLSearchParams(writeAddress(before, next(line.terms)))
        },
        { replace: true },
      ),
    [setSearch],
  )
  return useMemo(() => {
    const { terms, problems } = view.line
    const added = (before: readonly Term[], term: Term) => [
      ...before.filter((other) => !isSame(other, term) && !isSame(other, { ...term, isNot: !term.isNot })),
      term,
    ]
    const put = (term: Term) => change((before) => ({ line: writeLine(added(before, term)) }))
    const remove = (term: Term) =>
      change((before) => ({ line: writeLine(before.filter((other) => !isSame(other, term))) }))
    const has = (field: Field, value: string) =>
      terms.some((term) => isSame(term, { field, value, isNot: false }))
    const addressOf = (next: readonly Term[]) =>
      writeAddress(new URLSearchParams(text), { line: writeLine(next) })
    return {
      range: view.range,
      bounds: view.bounds,
      filter,
      states: statesOf(terms),
      terms,
      problems,
      isNarrowed: terms.length > 0 || view.bounds !== undefined,
      query: text === '' ? '' : `?${text}`,
      queryWith: (field, value) => addressOf(added(terms, { field, value, isNot: false })),
      queryOf: addressOf,
      has,
      setRange: (range) => change(() => ({ range })),
      setBounds: (bounds) => change(() => ({ bounds })),
      setLine: (line) => change(() => ({ line: writeLine(readLine(line).terms) })),
      include: (field, value) => put({ field, value, isNot: false }),
      exclude: (field, value) => put({ field, value, isNot: true }),
      only: (field, value) =>
        change(() => ({ line: writeLine([{ field, value, isNot: false }]), bounds: null })),
      remove,
      toggle: (field, value) => {
        const term = { field, value, isNot: false }
        if (has(field, value)) remove(term)
        else put(term)
      },
      setValues: (field, values) =>
        change((before) => ({
          line: writeLine([
            ...before.filter((term) => term.field !== field || term.isNot),
            ...values.map((value) => ({ field, value, isNot: false })),
          ]),
        })),
      clear: () => change(() => ({ line: '', bounds: null })),
    } satisfies FilterState
  }, [view, filter, text, change])
}
