import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AlertFilter, Incident } from '../../contract/index.ts'
import { type Target, TriageButtons } from '../triage/index.ts'
import type { IncidentPages } from './queries.ts'
import type { Selection } from './selection.ts'
import type { Shown } from './shown.ts'

export interface BulkBarProps {
  readonly pages: IncidentPages
  readonly shown: Shown
  readonly selection: Selection
  readonly target: Target
  readonly onDone: () => void
}

/** What is selected, to decide on. */
export function targetOf(
  incidents: readonly Incident[],
  { selected }: Selection,
  filter: AlertFilter,
  { state }: Shown,
): Target {
  if (selected.isAll) return { kind: 'all', filter, states: state === 'all' ? [] : [state] }
  return { kind: 'these', incidents: incidents.filter(({ id }) => selected.ids.has(id)) }
}

/** What can be done with the incidents that are selected. */
export function BulkBar({ pages, shown, selection, target, onDone }: BulkBarProps) {
  const { t } = useTranslation('incidents')
  const { isAll } = selection.selected
  const { count, isExact } = pages.counts[shown.state]
  const isMore = pages.hasMore || !isExact || count > pages.incidents.length
  return (
    <section className="bulk-bar" aria-label={t('bulk')}>
      <span role="status">
        {target.kind === 'all' ? t('allSelected') : t('selected', { count: target.incidents.length })}
      </span>
      {!isAll && isMore && (
        <Button size="compact-sm" variant="subtle" onClick={selection.selectAll}>
          {isExact ? t('selectAll', { count }) : t('selectAllMany', { count })}
        </Button>
      )}
      <TriageButtons target={target} states={shown.state === 'all' ? [] : [shown.state]} onDone={onDone} />
      <Button size="xs" variant="subtle" color="gray" ml="auto" onClick={selection.clear}>
        {t('clear')}
      </Button>
    </section>
  )
}
