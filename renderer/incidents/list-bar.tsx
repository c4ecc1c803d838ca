import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { formatNumber } from '../parts/format.ts'
import { LiveHold } from '../parts/live-hold.tsx'
import { stateWord } from '../parts/terms.ts'
import type { IncidentPages } from './queries.ts'
import { sorts, stateChoices, useShown } from './shown.ts'

/** Which incidents are listed: the states with their counts, the order, and whether the list follows what comes. */
export function ListBar({ pages }: { pages: IncidentPages }) {
  const { t } = useTranslation('incidents')
  const { shown, queryOf, setSort } = useShown()
  return (
    <div className="list-bar">
      <nav className="state-tabs" aria-label={t('states')}>
        {stateChoices.map((state) => {
          const { count, isExact } = pages.counts[state]
          return (
            <Link
              key={state}
              href={`/incidents${queryOf({ state })}`}
              aria-current={state === shown.state ? 'page' : undefined}
            >
              {state === 'all' ? t('all') : stateWord(state)}{' '}
              <span className="tabular" title={isExact ? undefined : t('atLeast', { count })}>
                {isExact ? formatNumber(count) : t('orMore', { number: count })}
              </span>
            </Link>
          )
        })}
      </nav>
      <LiveHold fresh={pages.fresh} onFresh={pages.showFresh} />
      <SegmentedControl
        size="xs"
        ml="auto"
        aria-label={t('sort')}
        value={shown.sort}
        data={sorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
        onChange={(value) => setSort(sorts.find((sort) => sort === value) ?? 'latest')}
      />
    </div>
  )
}
