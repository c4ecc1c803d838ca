import { useTranslation } from 'react-i18next'
import type { TriedLine } from '../../../contract/index.ts'
import { formatScore } from '../../parts/format.ts'

/** What the anomaly model says of the line, beside its threshold, and what it saw. */
export function Score({ anomaly }: { anomaly: NonNullable<TriedLine['anomaly']> }) {
  const { t } = useTranslation('try')
  const { score, threshold, features, off } = anomaly
  const reaches = score >= threshold
  return (
    <>
      <div className="try-score">
        <b className="tabular">{formatScore(score)}</b>
        <div className="try-track" aria-hidden>
          <i data-fill style={{ width: `${score * 100}%` }} />
          <i data-tick style={{ left: `${threshold * 100}%` }} />
        </div>
        <span className="quiet">{reaches ? t('reaches', { threshold }) : t('below', { threshold })}</span>
        {off && <span className="rule-mark">{t('modelOff')}</span>}
      </div>
      <dl className="try-features">
        {features.map(({ name, title, value }) => (
          <div key={name}>
            <dt>{title}</dt>
            <dd className="tabular">{formatScore(value)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
