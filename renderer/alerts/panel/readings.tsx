import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AlertDetail } from '../../../contract/index.ts'
import { MarkedText } from '../../parts/marked-text.tsx'
import { Part } from '../../parts/panel-part.tsx'
import { engineLanguage, fieldWord, viewWord } from '../../parts/terms.ts'
import { excerpt, type Reading, type ReadingStep, readingsOf } from './readings.ts'

/** What the rules read of the line: each matched part from how it was logged, step by step, to what matched in it. */
export function Readings({ detail }: { detail: AlertDetail }) {
  const { t } = useTranslation('alerts')
  const readings = readingsOf(detail.evidence)
  if (readings.length === 0) return null
  return (
    <Part title={t('decoding')}>
      {readings.map((reading) => (
        <OneReading key={`${reading.field}${reading.steps[0]?.text}`} reading={reading} />
      ))}
    </Part>
  )
}

function OneReading({ reading: { field, steps } }: { reading: Reading }) {
  const { t } = useTranslation('alerts')
  const where = fieldWord(field)
  return (
    <div className="reading">
      <Text size="xs" c="dimmed" mb={6}>
        {steps.length === 1
          ? t('readAsLogged', { field: where })
          : t('readInSteps', { field: where, count: steps.length - 1 })}
      </Text>
      <ol className="reading-steps">
        {steps.map((step) => (
          <Step key={step.text} step={step} />
        ))}
      </ol>
    </div>
  )
}

function Step({ step: { step, text, spans, view } }: { step: ReadingStep }) {
  const { t } = useTranslation('alerts')
  const shown = excerpt(text, spans)
  return (
    <li>
      <div className="reading-step">
        <span lang={engineLanguage}>{step}</span>
        {view !== undefined && <strong> · {t('matchedIn', { view: viewWord(view) })}</strong>}
      </div>
      <pre className={spans.length > 0 ? 'raw-line' : 'reading-text'}>
        {shown.before > 0 && <LeftOut count={shown.before} />}
        <MarkedText text={shown.text} spans={shown.spans} />
        {shown.after > 0 && <LeftOut count={shown.after} />}
      </pre>
    </li>
  )
}

function LeftOut({ count }: { count: number }) {
  const { t } = useTranslation('alerts')
  return <span className="quiet">{` ${t('leftOut', { count })} `}</span>
}
