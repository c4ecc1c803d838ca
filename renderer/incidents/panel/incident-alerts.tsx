import { Button, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Alert, Incident } from '../../../contract/index.ts'
import { orpc } from '../../app/client.ts'
import { useFilter } from '../../app/filter.ts'
import { formatDateTime, formatTime } from '../../parts/format.ts'
import { Part } from '../../parts/panel-part.tsx'
import { repeatsOf, timesOf } from '../../parts/repeats.ts'
import { SeverityMark } from '../../parts/severity.tsx'
import { typeWord } from '../../parts/terms.ts'

const pageLength = 20

type Cursor = { time: number; id: number } | undefined
const firstPage: Cursor = undefined

/** The alerts of an incident, newest first, each a step from its evidence. */
export function IncidentAlerts({ incident: { id, count } }: { incident: Incident }) {
  const { t } = useTranslation('incidents')
  const { query } = useFilter()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    orpc.incidents.alerts.infiniteOptions({
      input: (cursor: Cursor) => ({ id, limit: pageLength, ...(cursor && { cursor }) }),
      initialPageParam: firstPage,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  )
  const alerts = data?.pages.flatMap((page) => page.alerts) ?? []
  return (
    <Part
      title={t('itsAlerts')}
      aside={<span className="quiet tabular incident-aside">{t('occurrences', { count })}</span>}
    >
      {error && (
        <Text size="sm" c="dimmed">
          {error.message}
        </Text>
      )}
      {alerts.map((alert) => (
        <AlertLine key={alert.id} alert={alert} href={`/alerts/${alert.id}${query}`} />
      ))}
      {hasNextPage && (
        <Button
          size="compact-sm"
          variant="subtle"
          mt={6}
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('moreAlerts')}
        </Button>
      )}
    </Part>
  )
}

function AlertLine({ alert, href }: { alert: Alert; href: string }) {
  return (
    <Link href={href} className="bar-row incident-alert">
      <span className="tabular quiet" title={formatDateTime(alert.time)}>
        {formatTime(alert.time)}
      </span>
      <SeverityMark severity={alert.severity} />
      <span title={repeatsOf(alert)}>
        {typeWord(alert.type)} <span className="tabular quiet">{timesOf(alert)}</span>
      </span>
      <span className="mono quiet incident-path">{alert.path ?? ''}</span>
      <span className="tabular quiet">{alert.status ?? ''}</span>
    </Link>
  )
}
