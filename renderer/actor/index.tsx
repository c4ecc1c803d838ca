import './actor.css'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { type Actor, ActorKind, type AlertFilter } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { Timeline } from '../overview/timeline.tsx'
import { BarList } from '../parts/bar-list.tsx'
import { Empty, Failed, Skeletons } from '../parts/states.tsx'
import { typeWord } from '../parts/terms.ts'
import { FilterChips } from '../query/chips.tsx'
import { Conduct } from './conduct.tsx'
import { ActorHeader } from './header.tsx'
import { Requests } from './requests.tsx'
import { Risk } from './risk.tsx'
import { Similar } from './similar.tsx'

/** The alerts of an actor, as the filter has them. */
const narrowing = ({ kind, value }: Pick<Actor, 'kind' | 'value'>): AlertFilter =>
  ({ address: { sourceIps: [value] }, network: { networks: [value] }, country: { countries: [value] } })[kind]

/** Everything known of one address, network or country. */
export default function ActorPage() {
  const { t } = useTranslation('actor')
  const params = useParams<{ kind: string; value: string }>()
  const kind = ActorKind.safeParse(params.kind).data
  const value = decoded(params.value)
  if (kind === undefined) return <Empty title={t('unknown')} text={t('unknownText')} />
  return <KnownActor key={`${kind} ${value}`} kind={kind} value={value} />
}

/** Of an address that somebody changed by hand a lone '%' may be left. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function KnownActor({ kind, value }: Pick<Actor, 'kind' | 'value'>) {
  const { t } = useTranslation('actor')
  const { filter, has, toggle } = useFilter()
  const { from, to } = filter
  const query = { kind, value, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  const actor = useQuery(orpc.actors.get.queryOptions({ input: query }))
  const overview = useQuery(
    orpc.overview.queryOptions({ input: { ...filter, ...narrowing({ kind, value }) } }),
  )
  if (actor.error) return <Failed error={actor.error} onRetry={() => void actor.refetch()} />
  if (!actor.data || !overview.data) return <Skeletons heights={[70, 300, 240]} />
  const { data } = actor
  const counts = overview.data
  return (
    <div className="page">
      <ActorHeader actor={data} alerts={counts.stats.alerts.value} />
      <FilterChips />
      <div className="actor-grid">
        <div className="actor-column">
          <section className="card">
            <Timeline overview={counts} />
          </section>
          <Requests query={query} />
        </div>
        <div className="actor-column">
          <Risk risk={data.risk} />
          <section className="card">
            <h2 className="card-title">{t('types')}</h2>
            <BarList
              rows={counts.types.map(({ key, count }) => ({ key, label: typeWord(key), count }))}
              isPicked={(key) => has('type', key)}
              onPick={(key) => toggle('type', key)}
            />
          </section>
          {kind !== 'address' && (
            <section className="card">
              <h2 className="card-title">{t('addresses')}</h2>
              <BarList
                rows={counts.addresses.map(({ ip, count, worst }) => ({
                  key: ip,
                  label: ip,
                  count,
                  severity: worst,
                  isCode: true,
                }))}
                hrefOf={(ip) => `/actor/address/${encodeURIComponent(ip)}`}
              />
            </section>
          )}
          <Conduct actor={data} />
          {kind === 'address' && <Similar similar={data.similar} of={data.signatures.length} />}
        </div>
      </div>
    </div>
  )
}
