import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../contract/index.ts'
import { orpc } from '../../app/client.ts'
import { useLive } from '../../app/live.tsx'
import { formatScore } from '../../parts/format.ts'
import { Part } from '../../parts/panel-part.tsx'
import { featureWord } from '../../reasons/index.ts'

/** What the anomaly model says of the line, beside the threshold of now; for an anomaly, on demand, all that it saw. */
export function Score({ detail, score }: { detail: AlertDetail; score: number }) {
  const { t } = useTranslation('alerts')
  const { status } = useLive()
  const { data: budget } = useQuery(orpc.anomalies.budget.queryOptions())
  const calibrated = budget?.sources.find(({ sourceId }) => sourceId === detail.sourceId)
  const threshold = calibrated?.threshold ?? status?.model.threshold
  return (
    <Part title={t('score')}>
      <Group gap="md" wrap="nowrap">
        <Text className="tabular" fw={600}>
          {formatScore(score)}
        </Text>
        <div className="score-track" aria-hidden>
          <div className="score-fill" style={{ width: `${score * 100}%` }} />
          {threshold !== undefined && <div className="score-tick" style={{ left: `${threshold * 100}%` }} />}
        </div>
        {threshold !== undefined && (
          <Text size="xs" c="dimmed" className="tabular">
            {t('threshold', { threshold })}
          </Text>
        )}
      </Group>
      {detail.type === 'anomaly' && (
        <details className="all-features">
          <summary>{t('allFeatures')}</summary>
          <dl className="features">
            {detail.features.map(({ name, title, value }) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt>{featureWord(name, title)}</dt>
                <dd className="tabular">{formatScore(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </Part>
  )
}
