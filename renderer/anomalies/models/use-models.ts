import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelCard, Training } from '../../../contract/index.ts'
import { orpc } from '../../app/client.ts'
import { tell, tellFailure, tellWithActions } from '../../parts/notify.tsx'

const whileTrainingMs = 400
const otherwiseMs = 2_000

export const isUnderWay = ({ phase }: Pick<Training, 'phase'>): boolean =>
  phase === 'reading' || phase === 'growing' || phase === 'comparing'

export const useModels = () => useQuery(orpc.models.list.queryOptions())

/** What becomes of a training, here or of another console; once it is done the models are asked for anew. */
export function useTraining() {
  const queries = useQueryClient()
  const query = useQuery(
    orpc.models.training.queryOptions({
      refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? whileTrainingMs : otherwiseMs),
    }),
  )
  const phase = query.data?.phase
  const before = useRef(phase)
  useEffect(() => {
    if (before.current !== phase && phase === 'done')
      void queries.invalidateQueries({ queryKey: orpc.models.list.key() })
    before.current = phase
  }, [phase, queries])
  return query
}

export interface ModelActions {
  /** lines are scored by it from now on; the way back is told */
  activate(model: ModelCard): void
  discard(model: ModelCard): void
  readonly isPending: boolean
}

/** Switches between models and discards them. What went wrong is told, and leaves everything as it was. */
export function useModelActions(): ModelActions {
  const { t } = useTranslation('models')
  const queries = useQueryClient()
  const known = (): readonly ModelCard[] => queries.getQueryData(orpc.models.list.queryKey()) ?? []
  const put = (cards: ModelCard[]) => {
    queries.setQueryData(orpc.models.list.queryKey(), cards)
    // Comparisons are with the one in use.
    queries.removeQueries({ queryKey: orpc.models.compare.key() })
    return queries.invalidateQueries({ queryKey: orpc.anomalies.budget.key() })
  }
  const nameOf = (cards: readonly ModelCard[], id: string) => cards.find((card) => card.id === id)?.name ?? id
  // What is told stands here, not where it is pressed: that may be gone when the answer comes.
  const activation = useMutation(
    orpc.models.activate.mutationOptions({
      onMutate: () => known().find(({ isActive }) => isActive),
      onSuccess: (cards, { id }, before) => {
        const isBack = before && before.id !== id
        tellWithActions(
          t('switched', { name: nameOf(cards, id) }),
          isBack ? [{ label: t('back'), onPress: () => activation.mutate({ id: before.id }) }] : [],
        )
        return put(cards)
      },
      onError: (error) => tellFailure(t('notSwitched'), error),
    }),
  )
  const removal = useMutation(
    orpc.models.discard.mutationOptions({
      onMutate: ({ id }) => nameOf(known(), id),
      onSuccess: (cards, _, name) => {
        tell(t('discarded', { name }))
        return put(cards)
      },
      onError: (error) => tellFailure(t('notDiscarded'), error),
    }),
  )
  return {
    activate: ({ id }) => activation.mutate({ id }),
    discard: ({ id }) => removal.mutate({ id }),
    isPending: activation.isPending || removal.isPending,
  }
}
