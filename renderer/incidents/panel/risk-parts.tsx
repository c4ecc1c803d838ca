import { useTranslation } from 'react-i18next'
import type { Incident, Risk } from '../../../contract/index.ts'
import { formatNumber } from '../../parts/format.ts'
import { Part } from '../../parts/panel-part.tsx'
import { severityWord } from '../../parts/terms.ts'

/** The risk, as the sum that it is. */
export function RiskParts({ incident, risk: { score, parts } }: { incident: Incident; risk: Risk }) {
  const { t } = useTranslation('incidents')
  const { worst, types, count, succeeded } = incident
  const told = {
    severity: t('riskOf.severity', { severity: severityWord(worst) }),
    types: t('riskOf.types', { count: types.length }),
    count: t('riskOf.count', { count }),
    success: t('riskOf.success', { count: succeeded }),
  }
  return (
    <Part title={t('risk')} aside={<span className="tabular">{t('ofHundred', { score })}</span>}>
      <dl className="risk-parts">
        {parts.map(({ name, points }) => (
          <div key={name}>
            <dt>{told[name]}</dt>
            <dd className="tabular">{t('points', { points: formatNumber(points) })}</dd>
            <i aria-hidden>
              <b style={{ width: `${points}%` }} />
            </i>
          </div>
        ))}
      </dl>
    </Part>
  )
}
