import './reasons.css'
import { useTranslation } from 'react-i18next'
import type { Reason } from '../../contract/index.ts'
import { formatQuantile } from '../parts/format.ts'
import { scaleOf } from './scale.ts'
import { reasonSentence } from './sentence.ts'

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`

/** Reasons, strongest first: each in words, with its share of the score and, drawn, its value beside what is usual. */
export function ReasonList({ reasons }: { reasons: readonly Reason[] }) {
  const { t } = useTranslation('reasons')
  if (reasons.length === 0) return <p className="quiet reasons">{t('onlyTogether')}</p>
  return (
    <ol className="reasons">
      {reasons.map((reason) => (
        <li key={reason.feature}>
          <span>{reasonSentence(reason)}</span>
          <span className="reason-share tabular" title={t('shareHelp')}>
            <i aria-hidden style={{ width: percent(reason.share) }} />
            {formatQuantile(Math.round(reason.share * 100) / 100)}
          </span>
          {reason.unit !== 'class' && <ScaleOf reason={reason} />}
        </li>
      ))}
    </ol>
  )
}

/** The band of what is usual with its middle, and the value: the sentence tells the same. */
function ScaleOf({ reason }: { reason: Reason }) {
  const { low, middle, high, value } = scaleOf(reason)
  return (
    <span className="reason-scale" aria-hidden>
      <i data-usual style={{ left: percent(low), width: percent(Math.max(high - low, 0.01)) }} />
      <i data-middle style={{ left: percent(middle) }} />
      <i data-value style={{ left: percent(value) }} />
    </span>
  )
}
