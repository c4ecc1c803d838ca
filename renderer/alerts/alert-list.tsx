import './alert-row.css'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../contract/index.ts'
import { useLive } from '../app/live.tsx'
import { formatCountry, formatDateTime, formatTime } from '../parts/format.ts'
import { repeatsOf, timesOf } from '../parts/repeats.ts'
import { SeverityMark } from '../parts/severity.tsx'
import { Empty, Failed, Skeletons } from '../parts/states.tsx'
import { engineLanguage, severityWord, typeWord } from '../parts/terms.ts'
import { Value } from '../query/value.tsx'
import type { AlertPages } from './queries.ts'

const rowHeight = 44

export interface AlertListProps {
  readonly pages: AlertPages
  readonly opened: number | undefined
  readonly onOpen: (alert: Alert) => void
  readonly onTop: (atTop: boolean) => void
}

/** The rows that are in sight, whatever the length of the list. */
export function AlertList({ pages, opened, onOpen, onTop }: AlertListProps) {
  const { t } = useTranslation('alerts')
  const scroller = useRef<HTMLDivElement>(null)
  const { alerts, hasMore, more } = pages
  const rows = useVirtualizer({
    count: alerts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const visible = rows.getVirtualItems()
  const last = visible.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && last >= alerts.length - 30) more()
  }, [hasMore, last, alerts.length, more])

  if (pages.error) return <Failed error={pages.error} onRetry={pages.retry} />
  if (pages.isLoading) return <Skeletons heights={[40, 41, 42, 43, 44]} />
  if (alerts.length === 0) return <NoAlerts />
  return (
    <section
      ref={scroller}
      className="alert-table"
      aria-label={t('title')}
      onScroll={(event) => onTop(event.currentTarget.scrollTop < rowHeight)}
    >
      <div className="alert-row alert-head" aria-hidden="true">
        {[t('time'), t('severity'), t('type'), t('source'), t('target'), t('why')].map((word) => (
          <span key={word}>{word}</span>
        ))}
      </div>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {visible.map((row) => {
          const alert = alerts[row.index]
          return (
            alert && (
              <div
                key={alert.id}
                style={{ position: 'absolute', insetInline: 0, transform: `translateY(${row.start}px)` }}
              >
                <AlertRow alert={alert} isOpen={alert.id === opened} onOpen={onOpen} />
              </div>
            )
          )
        })}
      </div>
    </section>
  )
}

interface AlertRowProps {
  readonly alert: Alert
  readonly isOpen: boolean
  readonly onOpen: (alert: Alert) => void
}

function AlertRow({ alert, isOpen, onOpen }: AlertRowProps) {
  const { t } = useTranslation('alerts')
  const repeats = repeatsOf(alert)
  const { sourceIp, place, method, path, type, severity, grouped } = alert
  return (
    <div className="alert-row">
      <button
        type="button"
        className="alert-open"
        aria-current={isOpen ? 'true' : undefined}
        aria-label={t('openRow', {
          severity: severityWord(severity),
          type: typeWord(type),
          address: sourceIp,
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
      <span className="quiet" lang={engineLanguage} title={alert.why}>
        {alert.why}
      </span>
    </div>
  )
}

function NoAlerts() {
  const { t } = useTranslation('alerts')
  const { status } = useLive()
  return (status?.counters.alerts ?? 0) === 0 ? (
    <Empty title={t('noneTitle')} text={t('noneText')} />
  ) : (
    <Empty title={t('emptyTitle')} text={t('emptyText')} />
  )
}
