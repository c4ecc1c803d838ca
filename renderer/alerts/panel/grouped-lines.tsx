import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { AlertDetail } from '../../../contract/index.ts'
import { useFilter } from '../../app/filter.ts'
import { formatScore, formatTime } from '../../parts/format.ts'
import { visibleText } from '../../parts/marked-text.tsx'
import { Part } from '../../parts/panel-part.tsx'
import { excerpt } from './readings.ts'

type Lines = NonNullable<AlertDetail['groupedLines']>

const atFirst = 3

/** Of an alert that stands for lines beyond the anomaly budget: how many, and those that were most unusual. */
export function GroupedLines({ detail: { grouped, groupedLines } }: { detail: AlertDetail }) {
  const { t } = useTranslation('alerts')
  const { query } = useFilter()
  if (grouped === undefined) return null
  return (
    <Part
      title={t('groupedTitle')}
      aside={
        <Link className="text-link" href={`/anomalies${query}`}>
          {t('toBudget')}
        </Link>
      }
    >
      <Text size="sm">{t('grouped', { count: grouped })}</Text>
      {groupedLines && (
        <>
          <Text size="xs" c="dimmed" mt={4} mb={8}>
            {t('groupedHelp', { last: groupedLines.lastTime })}
          </Text>
          <Examples examples={groupedLines.examples} />
        </>
      )}
    </Part>
  )
}

function Examples({ examples }: Pick<Lines, 'examples'>) {
  const { t } = useTranslation('alerts')
  const [isAll, setAll] = useState(false)
  // Lines may be the same, and stay where they are.
  const numbered = examples.map((example, i) => ({ ...example, number: i + 1 }))
  return (
    <>
      <ol className="grouped-lines">
        {numbered.slice(0, isAll ? undefined : atFirst).map(({ number, time, score, raw }) => (
          <li key={number}>
            <span className="tabular quiet">
              {formatTime(time)} · {formatScore(score)}
            </span>
            <Line raw={raw} />
          </li>
        ))}
      </ol>
      {!isAll && examples.length > atFirst && (
        <Button size="compact-sm" variant="subtle" mt={6} onClick={() => setAll(true)}>
          {t('allExamples', { count: examples.length })}
        </Button>
      )}
    </>
  )
}

function Line({ raw }: { raw: string }) {
  const { t } = useTranslation('alerts')
  const { text, after } = excerpt(raw, [], 200)
  return (
    <pre className="raw-line">
      {visibleText(text)}
      {after > 0 && <span className="quiet">{` ${t('leftOut', { count: after })}`}</span>}
    </pre>
  )
}
