import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert } from '../../contract/index.ts'
import { useLive } from '../app/live.tsx'
import { Empty, Failed, Skeletons } from '../parts/states.tsx'
import { AlertRow } from './alert-row.tsx'
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
        {[t('time'), t('severity'), t('type'), t('source'), t('target'), t('state'), t('why')].map((word) => (
          <span key={word}>{word}</span>
        ))}
      </div>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {visible.map((row) => {
          const alert = alerts[row.index]
          return (
            alert && (
              <div key={alert.id} className="alert-place" style={{ top: row.start }}>
                <AlertRow alert={alert} isOpen={alert.id === opened} onOpen={onOpen} />
              </div>
            )
          )
        })}
      </div>
    </section>
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
