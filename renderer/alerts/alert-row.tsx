import './alert-row.css'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../contract/index.ts'
import { formatCountry, formatDateTime, formatTime } from '../parts/format.ts'
import { repeatsOf, timesOf } from '../parts/repeats.ts'
import { SeverityMark } from '../parts/severity.tsx'
import { engineLanguage, severityWord, stateWord, typeWord } from '../parts/terms.ts'
import { Value } from '../query/value.tsx'
import { StateMark } from '../triage/index.ts'

export interface AlertRowProps {
  readonly alert: Alert
  readonly isOpen: boolean
  readonly onOpen: (alert: Alert) => void
}

/** One alert, drawn anew only as something of it changes: while a list is scrolled, those that stay cost nothing. */
export const AlertRow = memo(function AlertRow({ alert, isOpen, onOpen }: AlertRowProps) {
  const { t } = useTranslation('alerts')
  const repeats = repeatsOf(alert)
  const { sourceIp, place, method, path, type, severity, state, grouped } = alert
  return (
    <div className="alert-row" data-state={state}>
      <button
        type="button"
        className="alert-open"
        aria-current={isOpen ? 'true' : undefined}
        aria-label={t('openRow', {
          severity: severityWord(severity),
          type: typeWord(type),
          address: sourceIp,
          state: stateWord(state),
          time: alert.time,
        })}
        onClick={() => onOpen(alert)}
      />
      <span className="tabular quiet" title={formatDateTime(alert.time)}>
        {formatTime(alert.time)}
      </span>
      <span>
        <SeverityMark severity={severity} />
      </span>
      <span title={repeats} className="alert-cell">
        <Value field="type" value={type} />
        {repeats && <span className="tabular quiet">{timesOf(alert)}</span>}
        {grouped !== undefined && (
          <span className="tabular alert-grouped" title={t('grouped', { count: grouped })}>
            {t('groupedShort', { count: grouped })}
          </span>
        )}
      </span>
      <span className="alert-cell">
        <Value field="ip" value={sourceIp}>
          <span className="mono">{sourceIp}</span>
        </Value>
        {place.countryCode !== undefined && (
          <Value field="country" value={place.countryCode}>
            <span className="quiet">{formatCountry(place.countryCode, place.country)}</span>
          </Value>
        )}
      </span>
      <span className="mono alert-cell">
        <span className="quiet">{method ?? ''}</span>
        {path !== undefined && <Value field="path" value={path} />}
      </span>
      <span className="alert-cell">
        <Value field="state" value={state}>
          <StateMark triage={{ state }} />
        </Value>
      </span>
      <span className="quiet" lang={engineLanguage} title={alert.why}>
        {alert.why}
      </span>
    </div>
  )
})
