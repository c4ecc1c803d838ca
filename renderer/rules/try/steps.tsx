import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TriedLine } from '../../../contract/index.ts'
import { MarkedText } from '../../parts/marked-text.tsx'
import { Detectors } from './detectors.tsx'
import { Fields } from './fields.tsx'
import { Findings } from './findings.tsx'
import { Score } from './score.tsx'

/** The way of one line through the engine: read, decoded, looked at, scored. */
export function Steps({ line }: { line: TriedLine }) {
  const { t } = useTranslation('try')
  const spans = line.findings.flatMap(({ rawSpan }) => (rawSpan ? [rawSpan] : []))
  return (
    <div className="try-steps">
      <Step title={t('steps.line')}>
        <pre className="raw-line">
          <MarkedText text={line.line} spans={spans} />
        </pre>
      </Step>
      {line.format !== null && (
        <>
          <Step title={t('steps.format')}>
            <p>{t('readAsFormat', { format: line.format })}</p>
            <Fields fields={line.fields} />
          </Step>
          <Step title={t('steps.detectors')}>
            <Detectors detectors={line.detectors} />
          </Step>
          {line.findings.length > 0 && (
            <Step title={t('steps.findings')}>
              <Findings findings={line.findings} />
            </Step>
          )}
          <Step title={t('steps.score')}>
            {line.anomaly ? <Score anomaly={line.anomaly} /> : <p className="quiet">{t('noScore')}</p>}
          </Step>
        </>
      )}
    </div>
  )
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}
