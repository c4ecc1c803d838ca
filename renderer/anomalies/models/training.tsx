import { Button, Group, Progress } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Training as TrainingState } from '../../../contract/index.ts'
import { orpc } from '../../app/client.ts'
import { useKeptFocus } from '../../app/kept-focus.ts'
import { formatShare } from '../../parts/format.ts'
import { tellFailure } from '../../parts/notify.tsx'
import { formatDuration } from '../../parts/units.ts'
import { TrainForm } from './train-form.tsx'
import { isUnderWay, useTraining } from './use-models.ts'

/** Trains a model on one's own traffic: the form, then how it is going, then what became of it. */
export function Training({ onCompare }: { onCompare: (id: string) => void }) {
  const { t } = useTranslation('models')
  const { data } = useTraining()
  const section = useKeptFocus(data && isUnderWay(data))
  return (
    <section className="card" aria-label={t('learn')} ref={section} tabIndex={-1}>
      <h2 className="card-title">{t('learn')}</h2>
      {data && isUnderWay(data) ? (
        <UnderWay training={data} />
      ) : (
        <>
          {data && <Outcome training={data} onCompare={onCompare} />}
          <p className="train-intro">{t('learnMore')}</p>
          <TrainForm />
        </>
      )}
    </section>
  )
}

function UnderWay({ training }: { training: TrainingState }) {
  const { t } = useTranslation('models')
  const queries = useQueryClient()
  const cancel = useMutation(
    orpc.models.cancel.mutationOptions({
      onSuccess: (after) => queries.setQueryData(orpc.models.training.queryKey(), after),
      onError: (error) => tellFailure(t('notCancelled'), error),
    }),
  )
  const { phase, share, linesRead, requests, leftOut, secondsLeft } = training
  return (
    <div className="training">
      <Group justify="space-between">
        <span role="status">{t(`phases.${phase}`)}</span>
        <span className="tabular quiet">
          {formatShare(share)}
          {secondsLeft !== undefined && ` · ${t('left', { time: formatDuration(secondsLeft * 1000) })}`}
        </span>
      </Group>
      <Progress
        value={share * 100}
        size="sm"
        aria-label={t('progress')}
        styles={{ root: { background: 'var(--track)' } }}
      />
      <Group justify="space-between">
        <span className="tabular quiet">{t('soFar', { linesRead, requests, leftOut })}</span>
        <Button
          size="compact-sm"
          variant="default"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(undefined)}
        >
          {t('cancelTraining')}
        </Button>
      </Group>
    </div>
  )
}

/** What became of the last training. */
function Outcome({
  training: { phase, problem, modelId, requests, leftOut },
  onCompare,
}: {
  training: TrainingState
  onCompare: (id: string) => void
}) {
  const { t } = useTranslation('models')
  if (phase === 'failed')
    return (
      <p className="train-refused" role="status">
        {t('trainingFailed', { problem: problem ?? '' })}
      </p>
    )
  if (phase === 'cancelled') return <p role="status">{t('trainingCancelled')}</p>
  if (phase !== 'done') return null
  return (
    <p className="train-done" role="status">
      {t('trainingDone', { requests, leftOut })} {problem}{' '}
      {modelId !== undefined && (
        <Button size="compact-sm" variant="light" onClick={() => onCompare(modelId)}>
          {t('compareNew')}
        </Button>
      )}
    </p>
  )
}
