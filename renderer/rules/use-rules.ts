import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { RuleSettings, RulesChange } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { tellFailure } from '../parts/notify.tsx'

/** How the rules are set; the answer to a change takes its place at once. */
export const useRuleSettings = () => useQuery(orpc.rules.settings.queryOptions())

/** Changes how rules are set. What went wrong is told, and leaves everything as it was. */
export function useRuleChange(): { change: (change: Partial<RulesChange>) => void; isPending: boolean } {
  const { t } = useTranslation('rules')
  const queries = useQueryClient()
  const set = useMutation(
    orpc.rules.set.mutationOptions({
      onSuccess: (settings: RuleSettings) => {
        queries.setQueryData(orpc.rules.settings.queryKey(), settings)
        return Promise.all([
          queries.invalidateQueries({ queryKey: orpc.rules.scoreboard.key() }),
          queries.invalidateQueries({ queryKey: orpc.settings.key() }),
        ])
      },
      onError: (error) => tellFailure(t('notChanged'), error),
    }),
  )
  return { change: (change) => set.mutate(change), isPending: set.isPending }
}
