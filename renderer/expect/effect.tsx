import { useTranslation } from 'react-i18next'
import type { Alert, ExpectationPreview } from '../../contract/index.ts'
import { formatTime } from '../parts/format.ts'
import { visibleText } from '../parts/marked-text.tsx'
import { Shape } from './shape.tsx'

/** More would push what is to be decided out of sight. */
const shownAtMost = 5

export interface EffectProps {
  readonly preview: ExpectationPreview
  /** of another width: the one that was chosen is being looked at */
  readonly isStale: boolean
}

/** What an expectation would have done: how many alerts it would have held, which, and what stays reported. */
export function Effect({ preview, isStale }: EffectProps) {
  const { t } = useTranslation('expect')
  const { template, method, sourceName, alerts, held, examples, kept } = preview
  return (
    <section className="expect-effect" aria-label={t('effect')} aria-busy={isStale}>
      <p>
        <Shape method={method} template={template} /> <span className="quiet">{t('in', { sourceName })}</span>
      </p>
      <div className="expect-share" aria-hidden>
        <i style={{ width: `${alerts === 0 ? 0 : (held / alerts) * 100}%` }} />
      </div>
      <p role="status">{t('held', { count: alerts, held })}</p>
      <Lines title={t('examples')} alerts={examples.slice(0, shownAtMost)} />
      {kept.length === 0 ? (
        <p className="quiet">{t('noneKept')}</p>
      ) : (
        <Lines title={t('kept')} alerts={kept} />
      )}
    </section>
  )
}

function Lines({ title, alerts }: { title: string; alerts: readonly Alert[] }) {
  if (alerts.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {alerts.map(({ id, time, method, path, sourceIp }) => (
          <li key={id}>
            <span className="tabular quiet">{formatTime(time)}</span>
            <span className="mono expect-path">
              {method !== undefined && <>{visibleText(method)} </>}
              {visibleText(path ?? '')}
            </span>
            <span className="mono quiet">{sourceIp}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
