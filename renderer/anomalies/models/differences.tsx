import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ComparedLine } from '../../../contract/index.ts'
import { formatDateTime, formatScore } from '../../parts/format.ts'
import { visibleText } from '../../parts/marked-text.tsx'
import { ReasonList } from '../../reasons/index.ts'
import type { OverlapProps } from './overlap.tsx'

const atFirst = 3
const longest = 600

/** Lines that one of two models would report and the other would not, with what makes them unusual. */
export function Differences({ comparison: { examples }, name, otherName }: OverlapProps) {
  const { t } = useTranslation('models')
  if (examples.length === 0) return <p className="quiet">{t('noDifference')}</p>
  const by = (model: ComparedLine['by']) => examples.filter((line) => line.by === model)
  return (
    <>
      <Lines title={t('onlyReportedBy', { name })} lines={by('this')} />
      <Lines title={t('onlyReportedBy', { name: otherName })} lines={by('other')} />
    </>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly ComparedLine[] }) {
  const { t } = useTranslation('models')
  const [isAll, setAll] = useState(false)
  if (lines.length === 0) return null
  // Lines may be the same, and stay where they are.
  const numbered = lines.map((line, i) => ({ line, number: i + 1 }))
  return (
    <section aria-label={title} className="differences">
      <h3>{title}</h3>
      <ol>
        {numbered.slice(0, isAll ? undefined : atFirst).map(({ line, number }) => (
          <li key={number}>
            <Line line={line} />
          </li>
        ))}
      </ol>
      {!isAll && lines.length > atFirst && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          {t('showAll', { count: lines.length })}
        </Button>
      )}
    </section>
  )
}

function Line({ line }: { line: ComparedLine }) {
  const { t } = useTranslation('models')
  const { by, time, sourceName, sourceIp, raw, score, reasons } = line
  const [own, other] = by === 'this' ? [score.this, score.other] : [score.other, score.this]
  const left = raw.length - longest
  return (
    <>
      <p className="quiet tabular">
        {formatDateTime(time)} · {sourceName} · <span className="mono">{sourceIp}</span> ·{' '}
        {t('scores', { own: formatScore(own), other: formatScore(other) })}
      </p>
      <pre className="raw-line">
        {visibleText(raw.slice(0, longest))}
        {left > 0 && <span className="quiet">{` ${t('leftOut', { count: left })}`}</span>}
      </pre>
      <ReasonList reasons={reasons.slice(0, atFirst)} />
    </>
  )
}
