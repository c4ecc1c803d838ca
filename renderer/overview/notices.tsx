import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { formatDateTime, formatList } from '../parts/format.ts'
import { Notice } from '../parts/notice.tsx'
import { typeWord } from '../parts/terms.ts'
import { writeAddress } from '../query/address.ts'
import { spanOf } from '../query/range.ts'
import { useAway } from './away.ts'

const everyMs = 60_000

/** Quiet words above the numbers: what is unlike other days, and what came while nobody looked. */
export function Notices() {
  return (
    <>
      <Away />
      <Unusual />
      <Drifts />
    </>
  )
}

function Unusual() {
  const { t } = useTranslation('overview')
  const { queryWith } = useFilter()
  const [closed, setClosed] = useState('')
  const { data } = useQuery({ ...orpc.unusual.queryOptions(), refetchInterval: everyMs })
  if (!data) return null
  const { alerts, lines, types } = data
  const hour = `${new Date().getHours()}`
  if (closed === hour || !(alerts.isUnusual || lines.isUnusual)) return null
  const [type] = types
  return (
    <Notice onClose={() => setClosed(hour)}>
      {lines.isUnusual
        ? t('linesStopped', { usual: lines.usual })
        : t('unusual', { now: alerts.now, usual: alerts.usual })}{' '}
      {type && (
        <>
          {t('mostly', { types: formatList(types.slice(0, 3).map((found) => typeWord(found.type))) })}{' '}
          <Link className="text-link" href={`/alerts${queryWith('type', type.type)}`}>
            {t('look')}
          </Link>
        </>
      )}
    </Notice>
  )
}

/** Scores of the anomaly model have shifted: the source that shifted most. */
function Drifts() {
  const { t } = useTranslation('overview')
  const { query } = useFilter()
  const [closed, setClosed] = useState(0)
  const { data } = useQuery({ ...orpc.unusual.queryOptions(), refetchInterval: everyMs })
  const [drift] = data?.drifts ?? []
  if (!drift || closed === drift.since) return null
  const { sourceName: log, since, direction } = drift
  return (
    <Notice onClose={() => setClosed(since)}>
      {direction === 'higher' ? t('scoresHigher', { log, since }) : t('scoresLower', { log, since })}{' '}
      <Link className="text-link" href={`/anomalies${query}`}>
        {t('look')}
      </Link>
    </Notice>
  )
}

/** Since the console was looked at last, where that is half an hour ago and something came. */
function Away() {
  const { t } = useTranslation('overview')
  const { away, seen } = useAway()
  const { data } = useQuery({
    ...orpc.overview.queryOptions({ input: away ?? {} }),
    enabled: away !== undefined,
  })
  if (!away || !data || data.stats.alerts.value === 0) return null
  const { alerts, critical } = data.stats
  const href = `/alerts${writeAddress(new URLSearchParams(), { range: spanOf(away.from, away.to) })}`
  return (
    <Notice onClose={seen}>
      {t('away', {
        count: alerts.value,
        since: formatDateTime(away.from),
        types: formatList(data.types.slice(0, 3).map(({ key }) => typeWord(key))),
      })}{' '}
      {critical.value > 0 && `${t('awayCritical', { count: critical.value })} `}
      <Link className="text-link" href={href}>
        {t('look')}
      </Link>
    </Notice>
  )
}
