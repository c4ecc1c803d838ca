import { useSearchParams } from 'wouter'
import { z } from 'zod'
import { TriageState, triageStates } from '../../contract/index.ts'

/** The states one looks through: what is to do comes first. */
export const stateChoices = [...triageStates, 'all'] as const
export const sorts = ['latest', 'risk'] as const

const StateChoice = z.union([TriageState, z.literal('all')]).catch('new')
const Sort = z.enum(sorts).catch('latest')

/** Which incidents are listed, and in what order. */
export interface Shown {
  readonly state: (typeof stateChoices)[number]
  readonly sort: (typeof sorts)[number]
}

export interface ShownState {
  readonly shown: Shown
  /** the same page with some of it changed, as the query of an address */
  queryOf(change: Partial<Shown>): string
  setSort(sort: Shown['sort']): void
}

/** What the address says of the list; the usual is not written there. */
export function useShown(): ShownState {
  const [search, setSearch] = useSearchParams()
  const shown = { state: StateChoice.parse(search.get('state')), sort: Sort.parse(search.get('sort')) }
  const changed = (change: Partial<Shown>): URLSearchParams => {
    const next = new URLSearchParams(search)
    const { state, sort } = { ...shown, ...change }
    if (state === 'new') next.delete('state')
    else next.set('state', state)
    if (sort === 'latest') next.delete('sort')
    else next.set('sort', sort)
    return next
  }
  return {
    shown,
    queryOf: (change) => {
      const text = changed(change).toString()
      return text === '' ? '' : `?${text}`
    },
    setSort: (sort) => setSearch(changed({ sort }), { replace: true }),
  }
}
