import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { Overview } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { useLive } from '../app/live.tsx'
import { typeWord } from '../app/words.ts'
import { FilterChips } from '../parts/filter-chips.tsx'
import { formatDateTime, formatNumber } from '../parts/format.ts'
import { Empty, Failed, Skeletons } from '../parts/states.tsx'
import { BarList } from './bar-list.tsx'
import { LatestAlerts } from './latest-alerts.tsx'
import { StatCard } from './stat-card.tsx'
import { Timeline } from './timeline.tsx'
import { words } from './words.ts'

const span = (columns: number) => ({ gridColumn: `span ${columns}` })

/** The first screen: how much, how bad, when, what, from where. */
export default function OverviewPage() {
  const { filter } = useFilter()
  const { data, error, refetch } = useQuery(orpc.overview.queryOptions({ input: filter }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeletons heights={[120, 240, 261]} />
  return (
    <div className="page">
      <h1 style={{ position: 'absolute', left: -9999 }}>{words.title}</h1>
      <FilterChips />
      <Stats overview={data} />
      {data.stats.alerts.value === 0 ? <Nothing overview={data} /> : <Charts overview={data} />}
    </div>
  )
}

function Stats({ overview: { stats } }: { overview: Overview }) {
  return (
    <div className="stat-grid">
      <StatCard title={words.alerts} stat={stats.alerts} color="#4dbdc8" />
      <StatCard title={words.critical} stat={stats.critical} color="#f1215c" />
      <StatCard title={words.uniqueSources} stat={stats.uniqueSources} color="#8b96a5" />
      <StatCard title={words.linesRead} stat={stats.linesRead} color="#8b96a5" />
      <StatCard title={words.anomalies} stat={stats.anomalies} color="#a58bf0" />
    </div>
  )
}

function Charts({ overview }: { overview: Overview }) {
  const { toggle } = useFilter()
  return (
    <div className="overview-grid">
      <section className="card" style={span(8)}>
        <h2 className="card-title">{words.timeline}</h2>
        <Timeline overview={overview} />
      </section>
      <section className="card" style={span(4)}>
        <h2 className="card-title">{words.types}</h2>
        <BarList
          rows={overview.types.slice(0, 9).map(({ key, count }) => ({ key, label: typeWord[key], count }))}
          onPick={(key) => toggle('type', key)}
        />
      </section>
      <section className="card" style={span(4)}>
        <h2 className="card-title">{words.countries}</h2>
        <BarList
          rows={overview.countries.map(({ code, name, count }) => ({
            key: code,
            label: name,
            note: code,
            count,
          }))}
          onPick={(key) => toggle('country', key)}
        />
        <h2 className="card-title" style={{ marginTop: 18 }}>
          {words.addresses}
        </h2>
        <BarList
          rows={overview.addresses.map(({ ip, country, count, worst }) => ({
            key: ip,
            label: ip,
            count,
            severity: worst,
            isCode: true,
            ...(country !== undefined && { note: country }),
          }))}
          onPick={(key) => toggle('ip', key)}
        />
      </section>
      <section className="card" style={span(8)}>
        <LatestAlerts />
      </section>
    </div>
  )
}

/** Why there is nothing to see: first use, nothing found, or a range beside the data. */
function Nothing({ overview }: { overview: Overview }) {
  const { set } = useFilter()
  const { status } = useLive()
  const { extent } = overview
  if ((status?.counters.linesRead ?? 0) === 0) {
    return (
      <Empty title={words.firstTitle} text={words.firstText}>
        <Button component={Link} href="/sources" variant="default" size="xs" mt="sm">
          {words.addSource}
        </Button>
      </Empty>
    )
  }
  const outside = extent
    ? words.outside(formatNumber(extent.alerts), formatDateTime(extent.first), formatDateTime(extent.last))
    : ''
  return (
    <Empty
      title={words.nothingTitle}
      text={`${words.nothingText(formatNumber(overview.stats.linesRead.value))} ${outside}`}
    >
      {extent && (
        <Button variant="default" size="xs" mt="sm" onClick={() => set('range', 'all')}>
          {words.showAll}
        </Button>
      )}
    </Empty>
  )
}
