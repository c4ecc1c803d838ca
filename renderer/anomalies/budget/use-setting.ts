import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SettingsChange } from '../../../contract/index.ts'
import { orpc } from '../../app/client.ts'
import { tellFailure } from '../../parts/notify.tsx'

/** Changes a setting from here; what shows it elsewhere follows. What went wrong is told. */
export function useSetting(): { change: (change: SettingsChange) => void; isPending: boolean } {
  const { t } = useTranslation('anomalies')
  const queries = useQueryClient()
  const set = useMutation(
    orpc.settings.set.mutationOptions({
      onSuccess: (saved) => {
        queries.setQueryData(orpc.settings.get.queryKey(), saved)
        return Promise.all([
          queries.invalidateQueries({ queryKey: orpc.anomalies.budget.key() }),
          queries.invalidateQueries({ queryKey: orpc.rules.settings.key() }),
        ])
      },
      onError: (error) => tellFailure(t('notChanged'), error),
    }),
  )
  return { change: (change) => set.mutate(change), isPending: set.isPending }
}
