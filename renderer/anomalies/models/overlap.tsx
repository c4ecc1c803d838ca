import { useTranslation } from 'react-i18next'
import type { ModelComparison } from '../../../contract/index.ts'
import { formatNumber } from '../../parts/format.ts'

export interface OverlapProps {
  readonly comparison: ModelComparison
  readonly name: string
  readonly otherName: string
}

/** How many lines each of two models would have reported, drawn as one bar: only this, both, only the other. */
export function Overlap({ comparison: { reported }, name, otherName }: OverlapProps) {
  const { t } = useTranslation('models')
  const { onlyThis, both, onlyOther } = reported
  const parts = [
    { part: 'this', count: onlyThis, label: t('only', { name }) },
    { part: 'both', count: both, label: t('both') },
    { part: 'other', count: onlyOther, label: t('only', { name: otherName }) },
  ]
  return (
    <div className="overlap">
      <p>{t('wouldReport', { name, otherName, own: onlyThis + both, other: onlyOther + both })}</p>
      {onlyThis + both + onlyOther > 0 && (
        <div className="overlap-bar" aria-hidden>
          {parts.map(
            ({ part, count }) => count > 0 && <i key={part} data-part={part} style={{ flexGrow: count }} />,
          )}
        </div>
      )}
      <ul>
        {parts.map(({ part, count, label }) => (
          <li key={part}>
            <i data-part={part} aria-hidden />
            <b className="tabular">{formatNumber(count)}</b> {label}
          </li>
        ))}
      </ul>
    </div>
  )
}
