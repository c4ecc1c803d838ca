import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../app/client.ts'
import { useSetting } from './use-setting.ts'

/** Where a threshold was set by hand it holds for every source; the way back to the calibrated ones. */
export function OwnThreshold() {
  const { t } = useTranslation('anomalies')
  const { data } = useQuery(orpc.settings.get.queryOptions())
  const { change, isPending } = useSetting()
  if (!data || data.anomalyThreshold === null) return null
  return (
    <p className="budget-own">
      {t('ownThreshold', { threshold: data.anomalyThreshold })}{' '}
      <Button
        size="compact-xs"
        variant="default"
        loading={isPending}
        onClick={() => change({ anomalyThreshold: null })}
      >
        {t('calibrate')}
      </Button>
    </p>
  )
}
