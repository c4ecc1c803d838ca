import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Overview } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { useStartDemo } from '../generator/use-demo.ts'
import { formatDateTime, formatNumber } from '../parts/format.ts'
import { Empty } from '../parts/states.tsx'
import { words } from './words.ts'

/** First use: what Vedette is for, and the two ways to see it at work. */
export function Welcome() {
  const start = useStartDemo()
  const { data: sources } = useQuery(orpc.sources.list.queryOptions())
  const isWaiting = sources?.some(({ kind }) => kind !== 'demo') ?? false
  return (
    <section className="welcome">
      <img src="/vedette.svg" alt="" width={56} height={56} />
      <h2>{isWaiting ? words.waitingTitle : words.firstTitle}</h2>
      <p>{isWaiting ? words.waitingText : words.firstText}</p>
      <Group justify="center">
        <Button component={Link} href="/sources" autoContrast>
          {isWaiting ? words.seeSources : words.addSource}
        </Button>
        <Button variant="default" loading={start.isPending} onClick={() => start.mutate({})}>
          {words.startDemo}
        </Button>
      </Group>
    </section>
  )
}

/** Nothing found: how much was looked at, and what lies outside the range and the filters. */
export function NothingFound({ overview }: { overview: Overview }) {
  const { setRange, clear, range, isNarrowed } = useFilter()
  const { extent } = overview
  const lines = formatNumber(overview.stats.linesRead.value)
  const outside = extent
    ? words.outside(formatNumber(extent.alerts), formatDateTime(extent.first), formatDateTime(extent.last))
    : ''
  return (
    <Empty
      title={isNarrowed ? words.nothingFiltered : words.nothingTitle}
      text={`${isNarrowed ? words.filteredText(lines) : words.nothingText(lines)} ${outside}`}
    >
      <Group mt="sm">
        {isNarrowed && (
          <Button variant="default" size="xs" onClick={clear}>
            {words.clearFilters}
          </Button>
        )}
        {extent && range !== 'all' && (
          <Button variant="default" size="xs" onClick={() => setRange('all')}>
            {words.showAll}
          </Button>
        )}
      </Group>
    </Empty>
  )
}
