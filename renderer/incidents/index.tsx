/** Incidents: what actors were after, the worst or the latest first, and what the operator decides of it. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import type { Incident } from '../../contract/index.ts'
import { useFilter } from '../app/filter.ts'
import { useHeldFilter, usePaused } from '../app/following.ts'
import { FilterChips } from '../query/chips.tsx'
import { type Target, useTriage } from '../triage/index.ts'
import { BulkBar, targetOf } from './bulk-bar.tsx'
import { useCursor } from './cursor.ts'
import { IncidentList } from './incident-list.tsx'
import { useIncidentKeys } from './keys.ts'
import { ListBar } from './list-bar.tsx'
import { IncidentPanel } from './panel/index.tsx'
import { useIncidentPages } from './queries.ts'
import { isAnything, selectionOf, useSelected } from './selection.ts'
import { useShown } from './shown.ts'

export default function IncidentsPage() {
  const { t } = useTranslation('incidents')
  const { id } = useParams<{ id?: string }>()
  const { query } = useFilter()
  const { shown } = useShown()
  const [, go] = useLocation()
  const [atTop, setAtTop] = useState(true)
  const [isPaused] = usePaused()
  const [selected, select] = useSelected(query)
  const isSelecting = isAnything(selected)
  const { isAsking, decide, resolve } = useTriage()
  const opened = id === undefined ? undefined : Number(id)
  const follows = atTop && opened === undefined && !isPaused && !isSelecting && !isAsking
  const filter = useHeldFilter(follows)
  const pages = useIncidentPages(filter, shown, follows)
  const { incidents } = pages
  const order = incidents.map((incident) => incident.id)
  const cursor = useCursor(order)
  const selection = selectionOf(selected, order, select)

  const open = (incident: Incident | undefined) =>
    go(incident ? `/incidents/${incident.id}${query}` : `/incidents${query}`)
  // Once the incident that is open left the list, the row at hand is the one after it.
  const isGone = opened !== undefined && !order.includes(opened)
  const nextIndex = cursor.index + (isGone ? 0 : 1)
  const step = (to: number) => {
    const incident = incidents[to]
    if (incident === undefined) return
    cursor.move(to - cursor.index)
    if (opened !== undefined) open(incident)
  }
  const close = () => {
    open(undefined)
    cursor.focus()
  }
  const chosen = targetOf(incidents, selection, filter, shown)
  const atHand = incidents[cursor.index]
  const target = (): Target | undefined => {
    if (isSelecting) return chosen
    return atHand && { kind: 'these', incidents: [atHand] }
  }
  const done = () => {
    selection.clear()
    // A row that leaves the list makes room for the next; where it stays, the next is stepped to.
    if (!isSelecting && shown.state === 'all') cursor.move(1)
    else cursor.focus()
  }
  const decideOn = (action: (to: Target) => void) => {
    const to = target()
    // What is open is decided on in its panel.
    if (to !== undefined && opened === undefined) action(to)
  }
  useIncidentKeys(
    {
      next: () => step(nextIndex),
      previous: () => step(cursor.index - 1),
      open: () => open(atHand),
      select: () => atHand && opened === undefined && selection.toggle(atHand.id),
      acknowledge: () =>
        decideOn((to) => {
          decide(to, { state: 'acknowledged' })
          done()
        }),
      resolve: () =>
        decideOn((to) =>
          resolve({
            target: to,
            note: '',
            onClosed: (isDecided) => (isDecided ? done() : cursor.focus()),
          }),
        ),
      close: () => (opened === undefined ? selection.clear() : close()),
    },
    isAsking,
  )
  return (
    <div className="page-fill">
      <div className="page-head">
        <h1 className="visually-hidden">{t('title')}</h1>
        <ListBar pages={pages} />
        <FilterChips />
        {isSelecting && (
          <BulkBar pages={pages} shown={shown} selection={selection} target={chosen} onDone={done} />
        )}
      </div>
      <IncidentList
        pages={pages}
        shown={shown}
        cursor={cursor}
        selection={selection}
        onOpen={open}
        onTop={setAtTop}
      />
      {opened !== undefined && (
        <IncidentPanel
          id={opened}
          onClose={close}
          onPrevious={cursor.index > 0 ? () => step(cursor.index - 1) : undefined}
          onNext={nextIndex < incidents.length ? () => step(nextIndex) : undefined}
        />
      )}
    </div>
  )
}
