import { Button, Input, MultiSelect, NumberInput, SegmentedControl, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useHistoryState } from 'wouter/use-browser-location'
import { z } from 'zod'
import { orpc } from '../../app/client.ts'
import {
  checkDraft,
  type DraftProblem,
  emptyDraft,
  type Period,
  periods,
  type TrainingDraft,
} from './training-draft.ts'

// The calendar is seldom opened.
const SpanFields = lazy(() => import('../../query/span-fields.tsx'))

/** What another page hands over to be trained on. */
const Handed = z.object({ train: z.object({ from: z.number(), sourceIds: z.array(z.number()) }) })

const isPeriod = (text: string): text is Period => periods.some((period) => period === text)

const month = 30 * 86_400_000

/** A period of one's own begins with what was chosen before, not with nothing. */
const periodOf = (period: Period, { from, to }: TrainingDraft): Partial<TrainingDraft> =>
  period === 'own' && from === null && to === null
    ? { period, from: Date.now() - month, to: Date.now() }
    : { period }

/** Asks what a new model is to learn from. */
export function TrainForm() {
  const { t } = useTranslation('models')
  const queries = useQueryClient()
  const state: unknown = useHistoryState()
  const handed = Handed.safeParse(state).data?.train
  const [draft, setDraft] = useState<TrainingDraft>(
    handed
      ? {
          ...emptyDraft,
          period: 'own',
          from: handed.from,
          to: Date.now(),
          sources: handed.sourceIds.map(String),
        }
      : emptyDraft,
  )
  const { data: sources } = useQuery(orpc.sources.list.queryOptions())
  const put = (part: Partial<TrainingDraft>) => setDraft({ ...draft, ...part })
  const train = useMutation(
    orpc.models.train.mutationOptions({
      onSuccess: async (training) => {
        // An answer under way would show again what was before.
        await queries.cancelQueries({ queryKey: orpc.models.training.key() })
        queries.setQueryData(orpc.models.training.queryKey(), training)
      },
    }),
  )
  const { problems } = checkDraft(draft, Date.now())
  const wrong = (problem: DraftProblem) => problems.has(problem) && t(`wrong.${problem}`)
  return (
    <form
      className="train-form"
      onSubmit={(event) => {
        event.preventDefault()
        const { request } = checkDraft(draft, Date.now())
        if (problems.size === 0) train.mutate(request)
      }}
    >
      <div className="train-fields">
        <Input.Wrapper size="xs" label={t('period')} labelElement="div">
          <SegmentedControl
            size="xs"
            className="train-period"
            aria-label={t('period')}
            value={draft.period}
            data={periods.map((value) => ({ value, label: t(`periods.${value}`) }))}
            onChange={(value) => isPeriod(value) && put(periodOf(value, draft))}
          />
        </Input.Wrapper>
        <MultiSelect
          size="xs"
          label={t('sources')}
          placeholder={draft.sources.length === 0 ? t('allSources') : ''}
          data={(sources ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
          value={[...draft.sources]}
          onChange={(chosen) => put({ sources: chosen })}
        />
        <TextInput
          size="xs"
          label={t('name')}
          placeholder={t('nameHelp')}
          maxLength={60}
          value={draft.name}
          error={wrong('name')}
          onChange={(event) => put({ name: event.currentTarget.value })}
        />
      </div>
      {draft.period === 'own' && (
        <div className="train-span">
          <Suspense fallback={null}>
            <SpanFields ends={draft} onChange={put} isFloating />
          </Suspense>
          {problems.has('period') && <p className="train-refused">{t('wrong.period')}</p>}
        </div>
      )}
      <details className="train-more">
        <summary>{t('advanced')}</summary>
        <div className="train-fields">
          <NumberInput
            size="xs"
            label={t('trees')}
            description={t('treesHelp')}
            value={draft.trees}
            error={wrong('trees') || wrong('forest')}
            onChange={(trees) => put({ trees })}
          />
          <NumberInput
            size="xs"
            label={t('maxSamples')}
            description={t('maxSamplesHelp')}
            value={draft.maxSamples}
            error={wrong('maxSamples')}
            onChange={(maxSamples) => put({ maxSamples })}
          />
        </div>
      </details>
      <div className="train-actions">
        <Button type="submit" size="xs" loading={train.isPending} disabled={problems.size > 0}>
          {t('train')}
        </Button>
        {train.error && (
          <p className="train-refused" role="alert">
            {train.error.message}
          </p>
        )}
      </div>
    </form>
  )
}
