import { Badge, Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelCard } from '../../../contract/index.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { type Fact, FactList } from '../../parts/fact-list.tsx'
import { formatDateTime, formatList, formatNumber, formatSpan } from '../../parts/format.ts'
import { visibleText } from '../../parts/marked-text.tsx'
import { featureWord } from '../../reasons/index.ts'
import { ScorePicture } from './score-picture.tsx'
import type { ScoreSpan } from './scores.ts'
import { useModelActions } from './use-models.ts'

export interface ModelProps {
  readonly model: ModelCard
  readonly span: ScoreSpan
  /** there is no other to be compared with */
  readonly isAlone: boolean
  readonly onCompare: () => void
}

/** The card of a model: what it was made of, how its traffic scores, and what can be done with it. */
export function Model({ model, span, isAlone, onCompare }: ModelProps) {
  const { t } = useTranslation('models')
  const { name, isActive, origin, problem, features } = model
  return (
    <article className="card model" aria-label={name} data-active={isActive || undefined}>
      <Group justify="space-between" gap="sm">
        <Group gap="xs">
          <h2 className="model-name">{visibleText(name)}</h2>
          {isActive && (
            <Badge size="sm" variant="light">
              {t('active')}
            </Badge>
          )}
          {origin === 'shipped' && (
            <Badge size="sm" variant="outline" color="gray">
              {t('shipped')}
            </Badge>
          )}
        </Group>
        <Actions model={model} isAlone={isAlone} onCompare={onCompare} />
      </Group>
      {problem === undefined ? (
        <>
          <div className="model-body">
            <FactList facts={factsOf(model, t)} />
            <ScorePicture model={model} span={span} />
          </div>
          <details className="train-more">
            <summary>{t('features', { count: features.length })}</summary>
            <ul className="model-features">
              {features.map((feature) => (
                <li key={feature.name}>{featureWord(feature.name, feature.title)}</li>
              ))}
            </ul>
          </details>
        </>
      ) : (
        <p className="train-refused">{visibleText(problem)}</p>
      )}
    </article>
  )
}

type Words = ReturnType<typeof useTranslation<'models'>>['t']

const factsOf = (
  { trainedAt, rows, profiled, leftOut, period, sources, trees, maxSamples }: ModelCard,
  t: Words,
): Fact[] => [
  [t('trained'), formatDateTime(Date.parse(trainedAt))],
  [t('period'), period && formatSpan(period.from, period.to)],
  [
    t('traffic'),
    profiled > 0 ? t('trafficOf', { count: rows, profiled, leftOut }) : t('rows', { count: rows }),
  ],
  [t('sources'), formatList(sources.map(({ name, requests }) => `${name} (${formatNumber(requests)})`))],
  [t('forest'), t('forestOf', { trees, maxSamples })],
]

function Actions({ model, isAlone, onCompare }: Omit<ModelProps, 'span'>) {
  const { t } = useTranslation('models')
  const { activate, discard, isPending } = useModelActions()
  const [isAsking, setAsking] = useState(false)
  const { name, isActive, origin, problem } = model
  const isGood = problem === undefined
  return (
    <Group gap="xs">
      {isGood && !isActive && (
        <Button
          size="compact-sm"
          variant="light"
          aria-label={t('useOf', { name })}
          loading={isPending}
          onClick={() => activate(model)}
        >
          {t('use')}
        </Button>
      )}
      {isGood && !isAlone && (
        <Button size="compact-sm" variant="default" aria-label={t('compareOf', { name })} onClick={onCompare}>
          {t('compare')}
        </Button>
      )}
      {origin === 'trained' && !isActive && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          aria-label={t('discardOf', { name })}
          aria-haspopup="dialog"
          onClick={() => setAsking(true)}
        >
          {t('discard')}
        </Button>
      )}
      <Confirm
        isOpen={isAsking}
        title={t('discardTitle', { name })}
        text={t('discardText')}
        yes={t('discard')}
        no={t('keep')}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          discard(model)
        }}
      />
    </Group>
  )
}
