import './incidents.css'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, useCallback, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Incident } from '../../contract/index.ts'
import { Failed, Skeletons } from '../parts/states.tsx'
import type { Cursor } from './cursor.ts'
import { IncidentRow } from './incident-row.tsx'
import { NoIncidents } from './no-incidents.tsx'
import type { IncidentPages } from './queries.ts'
import type { Selection } from './selection.ts'
import type { Shown } from './shown.ts'

const rowHeight = 58

export interface IncidentListProps {
  readonly pages: IncidentPages
  readonly shown: Shown
  readonly cursor: Cursor
  readonly selection: Selection
  readonly onOpen: (incident: Incident) => void
  readonly onTop: (atTop: boolean) => void
}

type OnIncident = (incident: Incident, event: MouseEvent) => void

/** One function for all renders, which does what it does in the latest. */
function useLatest(does: OnIncident): OnIncident {
  const latest = useRef(does)
  latest.current = does
  return useCallback((incident, event) => latest.current(incident, event), [])
}

/** The rows that are in sight, whatever the length of the list. */
export function IncidentList({ pages, shown, cursor, selection, onOpen, onTop }: IncidentListProps) {
  const { t } = useTranslation('incidents')
  const scroller = useRef<HTMLDivElement>(null)
  const lastFocused = useRef('')
  const { incidents, hasMore, more } = pages
  const rows = useVirtualizer({
    count: incidents.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    scrollPaddingStart: rowHeight,
    overscan: 10,
  })
  const visible = rows.getVirtualItems()
  const last = visible.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && last >= incidents.length - 30) more()
  }, [hasMore, last, incidents.length, more])
  const { index, focusAsked } = cursor
  useEffect(() => {
    if (focusAsked > 0 && index >= 0) rows.scrollToIndex(index)
  }, [focusAsked, index, rows])

  const press = useLatest((incident: Incident, event: MouseEvent) => {
    cursor.moveTo(incident.id)
    if (event.shiftKey) selection.extendTo(incident.id)
    else if (event.ctrlKey || event.metaKey) selection.toggle(incident.id)
    else onOpen(incident)
  })
  const tick = useLatest((incident: Incident, event: MouseEvent) => {
    cursor.moveTo(incident.id)
    if (event.shiftKey) selection.extendTo(incident.id)
    else selection.toggle(incident.id)
  })

  if (pages.error) return <Failed error={pages.error} onRetry={pages.retry} />
  if (pages.isLoading) return <Skeletons heights={[54, 55, 56, 57, 58]} />
  if (incidents.length === 0) return <NoIncidents shown={shown} counts={pages.counts} />
  return (
    <section
      ref={scroller}
      className="incident-table"
      aria-label={t('title')}
      onScroll={(event) => onTop(event.currentTarget.scrollTop < rowHeight)}
    >
      <ListHead pages={pages} selection={selection} />
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {visible.map((row) => {
          const incident = incidents[row.index]
          return (
            incident && (
              <div
                key={incident.id}
                style={{ position: 'absolute', insetInline: 0, transform: `translateY(${row.start}px)` }}
              >
                <IncidentRow
                  incident={incident}
                  focusAsked={row.index === index ? focusAsked : undefined}
                  lastFocused={lastFocused}
                  isSelected={selection.has(incident.id)}
                  onPress={press}
                  onTick={tick}
                />
              </div>
            )
          )
        })}
      </div>
    </section>
  )
}

function ListHead({ pages: { incidents }, selection }: Pick<IncidentListProps, 'pages' | 'selection'>) {
  const { t } = useTranslation('incidents')
  const { ids } = selection.selected
  const isEach = ids.size > 0 && ids.size === incidents.length
  return (
    <div className="incident-row incident-head">
      <input
        type="checkbox"
        aria-label={t('selectLoaded')}
        checked={isEach}
        ref={(box) => {
          if (box) box.indeterminate = ids.size > 0 && !isEach
        }}
        onChange={() => (isEach ? selection.clear() : selection.selectLoaded())}
      />
      <span>{t('severity')}</span>
      <span>{t('risk')}</span>
      <span>{t('actor')}</span>
      <span>{t('goal')}</span>
      <span className="incident-number">{t('alerts')}</span>
      <span>{t('when')}</span>
      <span>{t('state')}</span>
    </div>
  )
}
