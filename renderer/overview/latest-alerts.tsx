import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { useLive } from '../app/live.tsx'
import { typeWord } from '../app/words.ts'
import { formatDateTime, formatTime } from '../parts/format.ts'
import { repeatsOf, timesOf } from '../parts/repeats.ts'
import { SeverityMark } from '../parts/severity.tsx'
import { words } from './words.ts'

const shown = 16

/** The newest alerts of the filter, each a step from its evidence. */
export function LatestAlerts() {
  const { filter, query } = useFilter()
  const { received } = useLive()
  const { data, refetch } = useQuery(orpc.alerts.list.queryOptions({ input: { filter, limit: shown } }))
  useEffect(() => {
    if (received > 0) void refetch()
  }, [received, refetch])
  return (
    <div className="latest">
      <div className="card-head">
        <h2 className="card-title">{words.latest}</h2>
        <Link href={`/alerts${query}`} className="text-link">
          {words.all}
        </Link>
      </div>
      {data?.alerts.map((alert) => (
        <Link key={alert.id} href={`/alerts/${alert.id}${query}`} className="latest-row">
          <span className="tabular quiet" title={formatDateTime(alert.time)}>
            {formatTime(alert.time)}
          </span>
          <SeverityMark severity={alert.severity} />
          <span title={repeatsOf(alert)}>
            {typeWord[alert.type]} <span className="tabular quiet">{timesOf(alert)}</span>
          </span>
          <span className="mono">{alert.sourceIp}</span>
          <span className="quiet">{alert.place.country}</span>
          <span className="mono quiet">{alert.path}</span>
        </Link>
      ))}
    </div>
  )
}
