import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { attackLink, attackName } from '../parts/attack-names.ts'
import { BarList } from '../parts/bar-list.tsx'
import { formatNumber } from '../parts/format.ts'

const shown = 6

/** From which networks, at what, by which techniques, and in which log. */
export function More({ overview: { networks, sources, techniques } }: { overview: Overview }) {
  const { t } = useTranslation('overview')
  const { has, toggle } = useFilter()
  const { data: known } = useQuery(orpc.sources.list.queryOptions())
  const nameOf = (id: number) => known?.find((source) => source.id === id)?.name ?? String(id)
  return (
    <div className="overview-more">
      <section className="card">
        <h2 className="card-title">{t('networks')}</h2>
        <BarList
          rows={networks.slice(0, shown).map(({ key, count }) => ({ key, label: key, count, isCode: true }))}
          isPicked={(key) => has('network', key)}
          onPick={(key) => toggle('network', key)}
        />
      </section>
      <Targets />
      <section className="card">
        <h2 className="card-title">{t('techniques')}</h2>
        {techniques.length === 0 && <div className="tally-note">{t('noTechnique')}</div>}
        <ul className="technique-list">
          {techniques.slice(0, shown).map(({ key, count }) => (
            <li key={key}>
              <a className="text-link" href={attackLink(key)} target="_blank" rel="noopener noreferrer">
                {key}
              </a>
              <span className="quiet">{attackName(key)}</span>
              <span className="tabular">{formatNumber(count)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="card">
        <h2 className="card-title">{t('logs')}</h2>
        <BarList
          rows={sources
            .slice(0, shown)
            .map(({ key, count }) => ({ key: String(key), label: nameOf(key), count }))}
          isPicked={(key) => has('source', key)}
          onPick={(key) => toggle('source', key)}
        />
      </section>
    </div>
  )
}

function Targets() {
  const { t } = useTranslation('overview')
  const { filter, has, toggle } = useFilter()
  const { data } = useQuery(orpc.targets.queryOptions({ input: filter }))
  return (
    <section className="card">
      <h2 className="card-title">{t('targets')}</h2>
      <BarList
        rows={(data?.targets ?? [])
          .slice(0, shown)
          .map(({ path, count }) => ({ key: path, label: path, count, isCode: true }))}
        isPicked={(key) => has('path', key)}
        onPick={(key) => toggle('path', key)}
      />
      {data && !data.isAll && <p className="tally-note">{t('ofNewest', { count: data.lookedAt })}</p>}
    </section>
  )
}
