import { TrainingRequest } from '../../../contract/index.ts'

export const periods = ['7d', '30d', 'all', 'own'] as const
export type Period = (typeof periods)[number]

const day = 86_400_000
const days: Partial<Record<Period, number>> = { '7d': 7, '30d': 30 }

/** What stands in the form, as it is typed. */
export interface TrainingDraft {
  readonly period: Period
  /** of a period of one's own, epoch milliseconds */
  readonly from: number | null
  readonly to: number | null
  /** ids as texts; none for all but the demo */
  readonly sources: readonly string[]
  readonly name: string
  readonly trees: number | string
  readonly maxSamples: number | string
}

export const emptyDraft: TrainingDraft = {
  period: '30d',
  from: null,
  to: null,
  sources: [],
  name: '',
  trees: 200,
  maxSamples: 256,
}

/** What is wrong with a draft: the field and the name of its sentence. */
export type DraftProblem = 'period' | 'trees' | 'maxSamples' | 'forest' | 'name'

export interface CheckedDraft {
  readonly request: Partial<TrainingRequest>
  readonly problems: ReadonlySet<DraftProblem>
}

/** A draft as the contract has it, and what the contract refuses of it. `now` is epoch milliseconds. */
export function checkDraft(draft: TrainingDraft, now: number): CheckedDraft {
  const { period, from, to, sources, trees, maxSamples } = draft
  const name = draft.name.trim()
  const back = days[period]
  const request: Partial<TrainingRequest> = {
    ...(back !== undefined && { from: now - back * day }),
    ...(period === 'own' && from !== null && { from }),
    ...(period === 'own' && to !== null && { to }),
    ...(sources.length > 0 && { sourceIds: sources.map(Number) }),
    ...(name !== '' && { name }),
    trees: Number(trees),
    maxSamples: Number(maxSamples),
  }
  const refused = (TrainingRequest.safeParse(request).error?.issues ?? []).map(({ path }): DraftProblem => {
    const [field] = path
    if (field === 'trees' || field === 'maxSamples' || field === 'name') return field
    // Of the whole the contract refuses two things: a period that ends too early, and a forest that is too large.
    return period === 'own' && from !== null && to !== null && from >= to ? 'period' : 'forest'
  })
  const isOpen = period === 'own' && (from === null || to === null)
  return { request, problems: new Set([...refused, ...(isOpen ? (['period'] as const) : [])]) }
}
