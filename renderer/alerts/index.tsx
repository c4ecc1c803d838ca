import './alerts.css'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import type { Alert } from '../../contract/index.ts'
import { useFilter } from '../app/filter.ts'
import { useHeldFilter, usePaused } from '../app/following.ts'
import { FilterChips } from '../query/chips.tsx'
import { AlertList } from './alert-list.tsx'
import { FilterBar } from './filter-bar.tsx'
import { useAlertKeys } from './keys.ts'
import { AlertPanel } from './panel/index.tsx'
import { useAlertPages } from './queries.ts'

/** The list of alerts and, beside it, the one that is open. */
export default function AlertsPage() {
  const { t } = useTranslation('alerts')
  const { id } = useParams<{ id?: string }>()
  const { query, states } = useFilter()
  const [, go] = useLocation()
  const [atTop, setAtTop] = useState(true)
  const opened = id === undefined ? undefined : Number(id)
  const [isPaused] = usePaused()
  const follows = atTop && opened === undefined && !isPaused
  const filter = useHeldFilter(follows)
  const pages = useAlertPages(filter, states, follows)
  const open = useCallback(
    (alert: Alert | undefined) => go(alert ? `/alerts/${alert.id}${query}` : `/alerts${query}`),
    [go, query],
  )
  useAlertKeys(pages.alerts, opened, open)
  return (
    <div className="page-fill">
      <div className="page-head">
        <h1 className="visually-hidden">{t('title')}</h1>
        <FilterBar
          total={pages.total}
          isExact={pages.isExact}
          fresh={pages.fresh}
          onFresh={pages.showFresh}
        />
        <FilterChips />
      </div>
      <AlertList pages={pages} opened={opened} onOpen={open} onTop={setAtTop} />
      {opened !== undefined && <AlertPanel id={opened} alerts={pages.alerts} onOpen={open} />}
    </div>
  )
}
