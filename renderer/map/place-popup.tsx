import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { MapPoint } from '../../contract/index.ts'
import { orpc } from '../app/client.ts'
import { useFilter } from '../app/filter.ts'
import { formatTime } from '../parts/format.ts'
import { SeveritySign } from '../parts/severity.tsx'
import { typeWord } from '../parts/terms.ts'
import { writeAddress } from '../query/address.ts'
import { useAccuracy, usePlaceName } from './ring-words.ts'
import { SeverityCounts } from './severity-counts.tsx'
import { boxAround } from './surroundings.ts'

/** A place: how well it is known, how many alerts, how bad, and the latest of them, each a press from its evidence. */
export function PlacePopup({ point, onClose }: { point: MapPoint; onClose: () => void }) {
  const { t } = useTranslation('map')
  const nameOf = usePlaceName()
  const accuracyOf = useAccuracy()
  const { filter, query, setBounds } = useFilter()
  const bounds = boxAround(point)
  const { data } = useQuery(
    orpc.alerts.list.queryOptions({ input: { filter: { ...filter, bounds }, limit: 5 } }),
  )
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus({ preventScroll: true }), [])
  const here = writeAddress(new URLSearchParams(query), { bounds })
  return (
    <div
      ref={box}
      className="place-popup"
      role="dialog"
      aria-label={nameOf(point)}
      tabIndex={-1}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <Text fw={600} size="sm">
        {nameOf(point)}
      </Text>
      <Text size="xs" c="dimmed">
        {accuracyOf(point)}
      </Text>
      <div className="place-counts">
        <b className="tabular">{t('count', { count: point.count })}</b>
        <SeverityCounts counts={point.severities} />
      </div>
      <Text size="xs" c="dimmed" mb={4}>
        {t('latest')}
      </Text>
      {data?.alerts.map((alert) => (
        <Link key={alert.id} href={`/alerts/${alert.id}${query}`} className="bar-row place-alert">
          <SeveritySign severity={alert.severity} size={10} />
          <span>{typeWord(alert.type)}</span>
          <span className="mono quiet">{alert.sourceIp}</span>
          <span className="tabular quiet">{formatTime(alert.time)}</span>
        </Link>
      ))}
      <Group gap={8} mt="xs">
        <Button size="compact-xs" variant="default" onClick={() => setBounds(bounds)}>
          {t('onlyPlace')}
        </Button>
        <Link href={`/alerts${here}`} className="text-link">
          {t('alertsHere')}
        </Link>
        {point.countryCode !== undefined && (
          <Link href={`/actor/country/${point.countryCode}${query}`} className="text-link">
            {t('countryPage')}
          </Link>
        )}
      </Group>
    </div>
  )
}
