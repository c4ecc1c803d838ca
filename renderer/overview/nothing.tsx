import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Overview } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { useStartDemo } from '../generator/use-demo.ts'
import { Empty } from '../parts/states.tsx'

/** First use: what Vedette is for, and the two ways to see it at work. */
export function Welcome() {
  const { t } = useTranslation('overview')
  const start = useStartDemo()
  const { data: sources } = useQuery(orpc.sources.list.queryOptions())
  const isWaiting = sources?.some(({ kind }) => kind !== 'demo') ?? false
  return (
    <section className="welcome">
      <img src="/vedette.svg" alt="" width={56} height={56} />
      <h2>{isWaiting ? t('waitingTitle') : t('firstTitle')}</h2>
      <p>{isWaiting ? t('waitingText') : t('firstText')}</p>
      <Group justify="center">
        <Button component={Link} href="/sources">
          {isWaiting ? t('seeSources') : t('addSource')}
        </Button>
        <Button variant="default" loading={start.isPending} onClick={() => start.mutate({})}>
          {t('startDemo')}
        </Button>
      </Group>
    </section>
  )
}

/** Nothing found: how much was looked at, and what lies outside the range and the filters. */
export function NothingFound({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview')
  const { setRange, clear, range, isNarrowed } = useFilter()
  const { extent } = overview
  const lines = overview.stats.linesRead.value
  const outside = extent ? t('outside', { count: extent.alerts, from: extent.first, to: extent.last }) : ''
  return (
    <Empty
      title={isNarrowed ? t('nothingFiltered') : t('nothingTitle')}
      text={`${isNarrowed ? t('filteredText', { count: lines }) : t('nothingText', { count: lines })} ${outside}`}
    >
      <Group mt="sm">
        {isNarrowed && (
          <Button variant="default" size="xs" onClick={clear}>
            {t('clearFilters')}
          </Button>
        )}
        {extent && range !== 'all' && (
          <Button variant="default" size="xs" onClick={() => setRange('all')}>
            {t('showAll')}
          </Button>
        )}
      </Group>
    </Empty>
  )
}
