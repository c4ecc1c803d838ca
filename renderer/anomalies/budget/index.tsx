import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type AnomalyBudget, anomalyDetector } from '../../../contract/index.ts'
import { orpc } from '../../app/client.ts'
import { useFilter } from '../../app/filter.ts'
import { Notice } from '../../parts/notice.tsx'
import { Failed, Skeletons } from '../../parts/states.tsx'
import { BudgetForm } from './budget-form.tsx'
import { Calibrations } from './calibrations.tsx'
import { OwnThreshold } from './own-threshold.tsx'

const everyMs = 5_000

/** How many anomalies are reported a day, and from which score each source's are. */
export function Budget() {
  const { data, error, refetch } = useQuery(orpc.anomalies.budget.queryOptions({ refetchInterval: everyMs }))
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeletons heights={[140, 220]} />
  return (
    <Stack gap="md">
      <Off />
      <Used budget={data} />
      <Calibrations sources={data.sources} />
    </Stack>
  )
}

/** Where the model is switched off, nothing below comes to pass. */
function Off() {
  const { t } = useTranslation('anomalies')
  const { query } = useFilter()
  const { data } = useQuery(orpc.rules.settings.queryOptions())
  if (data?.detectors.find(({ id }) => id === anomalyDetector)?.enabled !== false) return null
  return (
    <Notice>
      {t('off')}{' '}
      <Link className="text-link" href={`/rules${query}`}>
        {t('toRules')}
      </Link>
    </Notice>
  )
}

function Used({ budget: { perDay, used, grouped } }: { budget: AnomalyBudget }) {
  const { t } = useTranslation('anomalies')
  const { queryWith } = useFilter()
  return (
    <section className="card" aria-label={t('budget')}>
      <h2 className="card-title">{t('budget')}</h2>
      <p className="budget-used tabular">
        <b>{t('used', { count: perDay, used })}</b> {grouped > 0 && `${t('grouped', { count: grouped })} `}
        {used > 0 && (
          <Link className="text-link" href={`/alerts${queryWith('type', 'anomaly')}`}>
            {t('look')}
          </Link>
        )}
      </p>
      <div className="budget-track" aria-hidden>
        <i
          data-over={used > perDay || undefined}
          style={{ width: `${Math.min(1, perDay === 0 ? 0 : used / perDay) * 100}%` }}
        />
      </div>
      <BudgetForm perDay={perDay} />
      <OwnThreshold />
    </section>
  )
}
