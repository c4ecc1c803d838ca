import { Group, Text } from '@mantine/core'
import type { AlertDetail } from '../../../contract/index.ts'
import { useLive } from '../../app/live.tsx'
import { words } from '../words.ts'
import { Part } from './part.tsx'

/** What the anomaly model says of the line, beside its threshold; for an anomaly also what it saw. */
export function Score({ detail, score }: { detail: AlertDetail; score: number }) {
  const { status } = useLive()
  const threshold = status?.model.threshold
  return (
    <Part title={words.score}>
      <Group gap="md" wrap="nowrap">
        <Text className="tabular" fw={600}>
          {score.toFixed(2)}
        </Text>
        <div className="score-track" aria-hidden>
          <div className="score-fill" style={{ width: `${score * 100}%` }} />
          {threshold !== undefined && <div className="score-tick" style={{ left: `${threshold * 100}%` }} />}
        </div>
        {threshold !== undefined && (
          <Text size="xs" c="dimmed" className="tabular">
            {words.threshold} {threshold.toFixed(2)}
          </Text>
        )}
      </Group>
      {detail.type === 'anomaly' && (
        <dl className="features" aria-label={words.features}>
          {detail.features.map(({ name, title, value }) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{title}</dt>
              <dd className="tabular">{value.toFixed(2)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Part>
  )
}
