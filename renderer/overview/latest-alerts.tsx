import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { useLive } from '../app/live.tsx'
import { formatCountry, formatDateTime, formatTime } from '../parts/format.ts'
import { repeatsOf, timesOf } from '../parts/repeats.ts'
import { SeverityMark } from '../parts/severity.tsx'
import { typeWord } from '../parts/terms.ts'

const shown = 16

/** The newest alerts of the filter, each a step from its evidence. */
export function LatestAlerts() {
  const { t } = useTranslation('overview')
  const { filter, query } = useFilter()
  const { received } = useLive()
  const { data, refetch } = useQuery(orpc.alerts.list.queryOptions({ input: { filter, limit: shown } }))
  useEffect(() => {
    if (received > 0) void refetch()
  }, [received, refetch])
  return (
    <div className="latest">
      <div className="card-head">
        <h2 className="card-title">{t('latest')}</h2>
        <Link href={`/alerts${query}`} className="text-link">
          {t('all')}
        </Link>
      </div>
      {data?.alerts.map((alert) => (
        <Link key={alert.id} href={`/alerts/${alert.id}${query}`} className="latest-row">
          <span className="tabular quiet" title={formatDateTime(alert.time)}>
            {formatTime(alert.time)}
          </span>
          <SeverityMark severity={alert.severity} />
          <span title={repeatsOf(alert)}>
            {typeWord(alert.type)} <span className="tabular quiet">{timesOf(alert)}</span>
          </span>
          <span className="mono">{alert.sourceIp}</span>
          <span className="quiet">{formatCountry(alert.place.countryCode, alert.place.country)}</span>
          <span className="mono quiet">{alert.path}</span>
        </Link>
      ))}
    </div>
  )
}
