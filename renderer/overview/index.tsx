import { useTranslation } from 'react-i18next'
import { formatCountry } from '../parts/format.ts'
import { typeWord } from '../parts/terms.ts'
import './overview.css'
import { useQuery } from '@tanstack/react-query'
import type { Overview } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { useLive } from '../app/live.tsx'
import { BarList } from '../parts/bar-list.tsx'
import { severityColor } from '../parts/severity.tsx'
import { Failed, Skeletons } from '../parts/states.tsx'
import { FilterChips } from '../query/chips.tsx'
import { LatestAlerts } from './latest-alerts.tsx'
import { More } from './more.tsx'
import { NothingFound, Welcome } from './nothing.tsx'
import { Notices } from './notices.tsx'
import { StatCard } from './stat-card.tsx'
import { Timeline } from './timeline.tsx'

/** The first screen: how much, how bad, when, what, from where. */
export default function OverviewPage() {
  const { t } = useTranslation('overview')
  const { filter } = useFilter()
  const isUnused = useIsUnused()
  const { data, error, refetch } = useQuery(orpc.overview.queryOptions({ input: filter }))
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeletons heights={[132, 350, 240]} />
  return (
    <div className="page">
      <h1 className="visually-hidden">{t('title')}</h1>
      <FilterChips />
      <Notices />
      {data.extent === null && isUnused ? <Welcome /> : <Numbers overview={data} />}
    </div>
  )
}

/** True where neither a log of the user's own nor the demo brings lines. */
function useIsUnused(): boolean {
  const { status } = useLive()
  const { data: sources } = useQuery(orpc.sources.list.queryOptions())
  if (!status || !sources) return false
  return !status.generator.running && sources.every(({ kind, lines }) => kind === 'demo' || lines === 0)
}

function Numbers({ overview }: { overview: Overview }) {
  return (
    <>
      <Stats overview={overview} />
      {overview.stats.alerts.value === 0 ? (
        <NothingFound overview={overview} />
      ) : (
        <>
          <Charts overview={overview} />
          <More overview={overview} />
        </>
      )}
    </>
  )
}

function Stats({ overview: { stats, extent, from, to } }: { overview: Overview }) {
  const { t } = useTranslation('overview')
  const { query, queryWith } = useFilter()
  const isPartial = extent !== null && extent.first > from - (to - from)
  const cards = [
    { title: t('alerts'), stat: stats.alerts, color: 'var(--accent)', href: `/alerts${query}` },
    {
      title: t('critical'),
      stat: stats.critical,
      color: severityColor('critical'),
      href: `/alerts${queryWith('severity', 'critical')}`,
    },
    { title: t('uniqueSources'), stat: stats.uniqueSources, color: 'var(--faint)' },
    { title: t('linesRead'), stat: stats.linesRead, color: 'var(--faint)', href: `/sources${query}` },
    {
      title: t('anomalies'),
      stat: stats.anomalies,
      color: 'var(--anomaly)',
      href: `/alerts${queryWith('type', 'anomaly')}`,
    },
  ]
  return (
    <div className="stat-grid">
      {cards.map((card) => (
        <StatCard key={card.title} {...card} isPartial={isPartial} />
      ))}
    </div>
  )
}

function Charts({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview')
  const { has, toggle } = useFilter()
  return (
    <div className="overview-grid">
      <section className="card">
        <Timeline overview={overview} />
      </section>
      <section className="card">
        <h2 className="card-title">{t('types')}</h2>
        <BarList
          rows={overview.types.slice(0, 9).map(({ key, count }) => ({ key, label: typeWord(key), count }))}
          isPicked={(key) => has('type', key)}
          onPick={(key) => toggle('type', key)}
        />
      </section>
      <section className="card">
        <LatestAlerts />
      </section>
      <div className="overview-side">
        <section className="card">
          <h2 className="card-title">{t('countries')}</h2>
          <BarList
            rows={overview.countries.map(({ code, name, count }) => ({
              key: code,
              label: formatCountry(code, name) ?? code,
              note: code,
              count,
            }))}
            isPicked={(key) => has('country', key)}
            onPick={(key) => toggle('country', key)}
          />
        </section>
        <section className="card">
          <h2 className="card-title">{t('addresses')}</h2>
          <BarList
            rows={overview.addresses.map(({ ip, country, count, worst }) => ({
              key: ip,
              label: ip,
              count,
              severity: worst,
              isCode: true,
              ...(country !== undefined && { note: country }),
            }))}
            isPicked={(key) => has('ip', key)}
            onPick={(key) => toggle('ip', key)}
          />
        </section>
      </div>
    </div>
  )
}
