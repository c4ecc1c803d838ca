import { Button, CloseButton, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelCard, ModelComparison } from '../../../contract/index.ts'
import { orpc } from '../../app/client.ts'
import { formatScore, formatSpan } from '../../parts/format.ts'
import { Skeletons } from '../../parts/states.tsx'
import { Differences } from './differences.tsx'
import { Overlap } from './overlap.tsx'
import { useModelActions } from './use-models.ts'

export interface ComparisonProps {
  readonly model: ModelCard
  readonly models: readonly ModelCard[]
  readonly onClose: () => void
}

/** Two models over the same recent traffic: what each would have reported, and which to keep. */
export function Comparison({ model, models, onClose }: ComparisonProps) {
  const { t } = useTranslation('models')
  const section = useRef<HTMLElement>(null)
  // It may have been asked for further down the page.
  useEffect(() => section.current?.focus(), [])
  // Nothing is kept here: the engine answers again what it compared, and anew once the model or the budget is another.
  const { data, error, isPlaceholderData } = useQuery(
    orpc.models.compare.queryOptions({
      input: { id: model.id },
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
    }),
  )
  const comparison = isPlaceholderData ? undefined : data
  const nameOf = (id: string) => models.find((other) => other.id === id)?.name ?? id
  const [name, otherName] = [model.name, comparison && nameOf(comparison.otherId)]
  const title = otherName === undefined ? t('comparing', { name }) : t('compared', { name, otherName })
  return (
    <section className="card comparison" aria-label={title} ref={section} tabIndex={-1}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <h2 className="card-title">{title}</h2>
        <CloseButton size="sm" aria-label={t('closeComparison')} onClick={onClose} />
      </Group>
      {error && <p className="train-refused">{error.message}</p>}
      {!comparison && !error && (
        <>
          <p className="quiet" role="status">
            {t('comparingNow')}
          </p>
          <Skeletons heights={[60, 120]} />
        </>
      )}
      {comparison && otherName !== undefined && (
        <>
          <Summary comparison={comparison} />
          <Overlap comparison={comparison} name={name} otherName={otherName} />
          <Choice model={model} onDone={onClose} />
          <Differences comparison={comparison} name={name} otherName={otherName} />
        </>
      )}
    </section>
  )
}

function Summary({ comparison }: { comparison: ModelComparison }) {
  const { requests, period, threshold, isOwnThreshold } = comparison
  const { t } = useTranslation('models')
  return (
    <p className="tabular">
      {t('comparedOver', { count: requests, span: formatSpan(period.from, period.to) })}{' '}
      <span className="quiet">
        {isOwnThreshold
          ? t('ownThreshold', { threshold: threshold.this })
          : t('thresholds', { own: formatScore(threshold.this), other: formatScore(threshold.other) })}
      </span>
    </p>
  )
}

/** Switched to or discarded by one press. */
function Choice({ model, onDone }: { model: ModelCard; onDone: () => void }) {
  const { t } = useTranslation('models')
  const { activate, discard, isPending } = useModelActions()
  if (model.isActive) return null
  return (
    <Group gap="xs">
      <Button
        size="xs"
        loading={isPending}
        onClick={() => {
          activate(model)
          onDone()
        }}
      >
        {t('useNow', { name: model.name })}
      </Button>
      {model.origin === 'trained' && (
        <Button
          size="xs"
          variant="subtle"
          color="red"
          onClick={() => {
            discard(model)
            onDone()
          }}
        >
          {t('discardNow', { name: model.name })}
        </Button>
      )}
    </Group>
  )
}
