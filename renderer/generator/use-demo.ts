import { useMutation, useQueryClient } from '@tanstack/react-query'
import { t } from 'i18next'
import { orpc } from '../app/client.ts'
import { tell, tellFailure } from '../parts/notify.tsx'

const onError = (error: Error): void => void tellFailure(t('generator:failed'), error)

/** Refreshes every screen, as the demo touches all of them. */
function useRefresh(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries()
}

export const useStartDemo = () =>
  useMutation(orpc.generator.start.mutationOptions({ onError, onSuccess: useRefresh() }))

export const useStopDemo = () =>
  useMutation(orpc.generator.stop.mutationOptions({ onError, onSuccess: useRefresh() }))

/** Takes all that the demo brought away and says how much it was. */
export function useClearDemo() {
  const refresh = useRefresh()
  return useMutation(
    orpc.generator.clear.mutationOptions({
      onError,
      onSuccess: ({ removed }) => {
        tell(t('generator:cleared', { count: removed }))
        return refresh()
      },
    }),
  )
}
