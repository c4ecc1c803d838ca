import { useTranslation } from 'react-i18next'
import { type Actor, Severity } from '../../contract/index.ts'
import { formatNumber } from '../parts/format.ts'
import { Sparkline } from '../parts/sparkline.tsx'
import { severityWord } from '../parts/terms.ts'

/** The score, its last thirty days, and what it is made of. */
export function Risk({ risk }: { risk: Actor['risk'] }) {
  const { t } = useTranslation('actor')
  return (
    <section className="card" aria-label={t('risk')}>
      <h2 className="card-title">{t('risk')}</h2>
      <div className="actor-risk">
        <div className="tabular actor-score">{formatNumber(Math.round(risk.score))}</div>
        <span className="quiet">{t('ofHundred')}</span>
        <div style={{ flex: 1 }} title={t('history')}>
          <Sparkline values={risk.history.map(({ score }) => score)} color="var(--accent)" most={100} />
        </div>
      </div>
      {risk.parts.length === 0 ? (
        <div className="quiet">{t('noRisk')}</div>
      ) : (
        <dl className="actor-parts">
          {risk.parts.map(({ name, amount, points }) => {
            const severity = Severity.safeParse(name).data
            return (
              <div key={name}>
                <dt>
                  {severity === undefined
                    ? t(`part.${name === 'variety' ? 'variety' : 'reputation'}`)
                    : severityWord(severity)}{' '}
                  <span className="quiet tabular">{formatNumber(amount)}</span>
                </dt>
                <dd className="tabular">+{formatNumber(Math.round(points * 10) / 10)}</dd>
                <i style={{ width: `${points}%` }} aria-hidden />
              </div>
            )
          })}
        </dl>
      )}
      <p className="quiet actor-note">{t('riskHow')}</p>
    </section>
  )
}
